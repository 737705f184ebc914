// The bundler takes stylesheets along that a script names.
declare module "*.css";
