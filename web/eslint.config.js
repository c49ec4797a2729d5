import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";
import hooks from "eslint-plugin-react-hooks";
import a11y from "eslint-plugin-jsx-a11y";

export default tseslint.config(
  { ignores: ["**/dist", "**/node_modules", "api/src/schema.d.ts", "console/mock/public"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-empty-function": "off",
      "max-lines": ["error", 500],
    },
  },
  {
    files: ["console/**/*.{ts,tsx}"],
    extends: [a11y.flatConfigs.recommended],
    plugins: { "react-hooks": hooks },
    languageOptions: { globals: globals.browser },
    rules: {
      // Sign-in, the code and quick find each exist to be typed into at once.
      "jsx-a11y/no-autofocus": "off",
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXText[value=/[\\u4e00-\\u9fff]/]",
          message: "Texts live in src/shared/i18n/words, in both languages.",
        },
      ],
    },
  },
  {
    files: ["**/*.{js,mjs}", "**/*.config.ts"],
    languageOptions: { globals: globals.node },
  },
  {
    // Parts of the stories run in the page.
    files: ["e2e/**/*.mjs"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
