/** What a text says without the marks of its Markdown, for where it is shown as plain words. */
export const unmarked = (text: string): string =>
  text
    .replaceAll(/\[([^\]\n]+)\]\(([^)\s]+)\)/g, "$1 ($2)")
    .replaceAll(/(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1/g, "$2")
    .replaceAll(/(?<![\w*])([*_])(?=\S)([^\n*_]+?)(?<=\S)\1(?![\w*])/g, "$2")
    .replaceAll(/^#{1,6} +/gm, "")
    .replaceAll(/ {2,}$/gm, "");
