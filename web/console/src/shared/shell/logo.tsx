/** Two peaks above two rivers that meet: jade Jialing and ochre Yangtze. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#17756d" />
      <g strokeLinecap="round" strokeLinejoin="round">
        <path d="M4.500 19 12 7.500l4.200 6.200L19 10l8.500 9" stroke="#fff" strokeWidth="2.300" />
        <path d="M9 21.500c3.500-1.500 8 1.500 11.500 0" stroke="#8fd4c4" strokeWidth="1.800" />
        <path
          d="M4.500 23.500c3.500 0 5 2.700 9 2.700 5 0 8-3.700 14-3.700"
          stroke="#e5a35c"
          strokeWidth="2.200"
        />
      </g>
    </svg>
  );
}

/** Contour lines of the hills and the two rivers, for quiet grounds. */
export function Contours({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 240 120"
      fill="none"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden
    >
      <g stroke="currentColor" strokeWidth="1">
        <path d="M0 86c24-6 34-40 58-44s30 22 50 18 30-40 56-36 38 44 76 40" />
        <path d="M0 96c26-4 38-36 60-39s30 20 50 17 30-34 54-31 38 38 76 36" opacity=".75" />
        <path d="M0 105c28-3 42-29 62-32s30 17 50 15 30-27 52-25 38 32 76 31" opacity=".5" />
        <path d="M0 113c30-2 46-22 64-25s30 14 50 13 30-20 50-18 38 25 76 25" opacity=".3" />
      </g>
    </svg>
  );
}
