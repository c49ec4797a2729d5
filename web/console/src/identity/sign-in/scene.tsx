/** Chongqing in lines: ridges in mist, the city on the point, two rivers that meet below it. */
export function Scene({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 800 460"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden
    >
      <path d="M0 170 90 96l70 50 96-92 110 108 84-62 118 92 92-70 140 96v342H0Z" fill="#174a44" />
      <path d="M0 236 118 150l92 66 104-88 118 104 96-52 128 78 144-62v264H0Z" fill="#113b37" />
      <g fill="#0c2f2c">
        <path d="M0 300c70-18 130-60 196-64 78-4 120 46 204 42 92-4 140-62 220-58 74 4 118 42 180 50v190H0Z" />
        <path d="M346 282v-58h20v58zM372 284v-86h15v-10l9-6 9 6v10h13v86zM424 284v-64h24v64zM454 284v-40h18v40zM318 276v-34h20v34zM478 276v-56h12v56z" />
      </g>
      <g fill="#f2c07c" opacity=".85">
        <path d="M351 232h3v3h-3zm8 8h3v3h-3zm-8 12h3v3h-3zm26-42h3v3h-3zm9 10h3v3h-3zm14-8h3v3h-3zm-10 26h3v3h-3zm-13 14h3v3h-3zm23 6h3v3h-3zm30-34h3v3h-3zm9 12h3v3h-3zm-8 14h3v3h-3zm32 4h3v3h-3zm-130 4h3v3h-3zm158-34h3v3h-3zm0 18h3v3h-3z" />
      </g>
      <path
        d="M-20 352c120-34 240-44 360-22 60 11 92 38 130 62-120 24-330 30-490 14Z"
        fill="#2f8577"
        opacity=".75"
      />
      <path
        d="M820 330c-120-10-230 8-290 34-34 15-52 26-70 34 90 30 250 36 360 12Z"
        fill="#c98643"
        opacity=".72"
      />
      <path d="M-20 398c160 12 370 4 486-8 110 24 240 30 354 16v74H-20Z" fill="#1f5d53" />
      <g fill="none" stroke="#d9efe8" strokeOpacity=".25" strokeWidth="1.500" strokeLinecap="round">
        <path d="M60 372c60-12 130-16 196-12M180 392c70-6 150-6 210-2M590 372c60-8 120-10 180-6M250 426c90 6 190 8 300 0M70 440c60 4 120 6 170 6M600 436c50 2 110 0 150-4" />
      </g>
    </svg>
  );
}
