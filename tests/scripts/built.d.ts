// What the build writes beside the scripts.

declare module "*/builder/communes.js" {
  const municipalities: import("exchange").Municipality[];
  export default municipalities;
}

declare module "*/builder/wording.js" {
  const wording: import("exchange").Wording;
  export default wording;
}

declare module "*/builder/fonts.js" {
  const fonts: import("exchange").Fonts;
  export default fonts;
}
