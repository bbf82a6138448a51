// The README of the package: that of the repository, with links that also hold where npm and JSR show it.

/** A link or a picture of Markdown whose target is a path. */
const RELATIVE = /(!?)(\[(?:[^[\]]|\[[^\]]*\])*\])\((?![a-z]+:|#)([^()\s]+)\)/g;

/**
 * @param {string} text README.md
 * @param {{ repository: { url: string } }} manifest of the package
 */
export function packageReadme(text, { repository }) {
  const home = repository.url.replace(/^git\+/, "").replace(/\.git$/, "");
  return text.replaceAll(
    RELATIVE,
    (_, picture, name, target) => `${picture}${name}(${home}/${picture ? "raw" : "blob"}/HEAD/${target})`,
  );
}
