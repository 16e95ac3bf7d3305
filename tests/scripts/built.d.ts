// What the build writes beside the scripts. The types of what Python hands over stand in the scripts that take it.

declare module "*/builder/communes.js" {
  const municipalities: import("../../docs/assets/js/builder/find.js").Municipality[];
  export default municipalities;
}

declare module "*/builder/fonts.js" {
  const fonts: import("../../docs/assets/js/builder/files.js").FormFonts;
  export default fonts;
}
