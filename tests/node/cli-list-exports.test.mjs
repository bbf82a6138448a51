// What real exports look like: read as they are meant, or refused with what is wrong with them. Never another prospect.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { csvFormat, jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { all, answer, listOf } from "../support/lists.mjs";

/** @param {string | Buffer} text @param {string} [column] */
async function idsOf(text, column) {
  const list = await listOf(text, column);
  return (await all(list.rows())).map(({ id }) => id);
}

/** @param {string} text */
const utf16 = (text) => Buffer.from(text, "utf16le");

describe("read", () => {
  for (const [what, text, ids, column] of /** @type {[string, string | Buffer, number[], string?][]} */ ([
    ["sep=;", "sep=;\r\nprospect_id;name\r\n7;A\r\n", [7]],
    ["sep= with a mark, quotes, a tab", '\ufeff"sep=\t"\nprospect_id\tname\n7\tA\n', [7]],
    ["sep= with an unusual delimiter", "sep=^\nname^prospect_id\nA^7\n", [7]],
    ["sep= above ids alone", "sep=,\n7\n8\n", [7, 8]],
    ["sep= that was saved once more", "sep=;;;\nname;prospect_id;\nA;7;\n", [7]],
    ["delimiters too many", "prospect_id,name\n7,A,\n8,B,,\n9\n", [7, 8, 9]],
    ["delimiters too many in every line", "prospect_id,name,,\n7,A,,\n", [7]],
    ["delimiters behind ids alone", "7,\n8,\n", [7, 8]],
    [
      "notes above the header",
      'Notes:\n"When exporting, some\nmay be missing."\n\nFirst Name,Last Name,prospect_id\nA,B,7\n',
      [7],
    ],
    ["a title filled with delimiters", "Report of May,,\n,,\nname,prospect_id,x\nA,7,y\n", [7]],
    ["notes with numbers", "Exported,2026\nname,note,prospect_id\nA,,7\n", [7]],
    ["sep= and notes", "sep=;\nReport\nname;prospect_id\nA;7\n", [7]],
    ["pipes", "prospect_id|name\n7|A, B; C\n", [7]],
    ["tabs", "name\tprospect_id\nA, B\t7\n", [7]],
    ["semicolons, with decimal commas", "x;prospect_id\n1,5;7\n", [7]],
    ["UTF-16 with a mark", utf16("\ufeffprospect_id,name\r\n7,Jö\r\n"), [7]],
    ["UTF-16 of the other order", utf16("\ufeffprospect_id\n7\n").swap16(), [7]],
    ["UTF-16 without a mark", utf16("prospect_id,name\n7,李\n"), [7]],
    ["UTF-16 of the other order without a mark", utf16("prospect_id\n7\n").swap16(), [7]],
    ["UTF-16 without a mark, ids alone", utf16("7\n8\n"), [7, 8]],
    ["Windows-1252", Buffer.from("name,prospect_id\nJörg,7\n", "latin1"), [7]],
    ["Ctrl-Z at the end", "prospect_id,name\r\n7,A\r\n\u001a", [7]],
    ["Ctrl-Z behind the last id", "prospect_id\r\n7\u001a", [7]],
    ["NUL at the end", `prospect_id\n7\n${"\0".repeat(600)}`, [7]],
    ["Ctrl-Z between joined files", "prospect_id\n7\n\u001a\n8\n", [7, 8]],
    ["lines of invisible characters", "prospect_id\n7\n\u200b\n8\n", [7, 8]],
    ["no-break spaces around an id", "prospect_id\n\u00a07\u00a0\n\u202f8\n", [7, 8]],
    ["letter case, spaces and _", "name,Prospect ID\nA,7\n", [7]],
    ["no spaces", "PROSPECTID,name\n7,A\n", [7]],
    ["--column in other letters", "a,My_Id\n1,7\n", [7], "my id"],
    ["a no-break space in the name", "name,Prospect\u00a0ID\nA,7\n", [7]],
    ["an accent on its own", "name,Pru\u0308f-ID\nA,7\n", [7], "Pr\u00fcf-ID"],
    ["a zero-width space in the name", "name,prospect\u200b_id\nA,7\n", [7]],
    ["full-width letters in the name", "name,\uff50rospect_id\nA,7\n", [7]],
    ["two names that agree, one of them exactly", "Prospect ID,prospect_id\n1,7\n", [7]],
  ])) {
    test(what, async () => assert.deepEqual(await idsOf(text, column), ids));
  }

  test("a list of any of the delimiters is answered with it, and with its byte order mark", async () => {
    for (const delimiter of [",", ";", "\t", "|", "^"]) {
      for (const mark of ["", "\ufeff"]) {
        const sep = delimiter === "^" ? "sep=^\n" : "";
        const list = await listOf(`${mark}${sep}name|prospect_id\n`.replace("|", delimiter));
        const header = ["name", "prospect_id", "verdict"].join(delimiter);
        assert.ok(csvFormat(list).header.startsWith(`${mark}${header}${delimiter}connection_level`));
      }
    }
    assert.ok(csvFormat(await listOf(utf16("\ufeffprospect_id\n7\n"))).header.startsWith("\ufeffprospect_id,"));
    assert.ok(csvFormat(await listOf(utf16("prospect_id\n7\n"))).header.startsWith("prospect_id,"));
  });
});

describe("refused, with what it is", () => {
  for (const [what, text, says] of /** @type {[string, string | Buffer, RegExp][]} */ ([
    ["1.23E+05", "prospect_id\n1.23E+05\n", /line 2, column prospect_id: "1\.23E\+05" .*rounded it.*digits are lost/],
    ["12,345", 'prospect_id\n"12,345"\n', /separators of thousands/],
    ["12 345 with a no-break space", "prospect_id\n12\u202f345\n", /separators of thousands/],
    ["123.0", "prospect_id\n123.0\n", /decimal number/],
    ['="123"', 'prospect_id\n"=""123"""\n', /a formula/],
    ["'123", "prospect_id\n'123\n", /an apostrophe/],
    ["00123", "prospect_id\n00123\n", /begins with zeros/],
    ["+7", "prospect_id\n+7\n", /has a sign/],
    ["-7", "prospect_id\n-7\n", /has a sign/],
    ["#####", "prospect_id\n#####\n", /the column being too narrow/],
    ["#N/A", "prospect_id\n#N/A\n", /error of a spreadsheet's formula/],
    ["a date", "prospect_id\n12/5/2026\n", /a date/],
    ["digits of another script", "prospect_id\n\uff11\uff12\n", /Its digits are not 0 to 9/],
    ["too large", "prospect_id\n9007199254740993\n", /too large/],
    ["a profile's address", "prospect_id\nhttps://www.linkedin.com/in/x\n", /an address/],
    ["an id of the other service", "prospect_id\n696ce9e780e0483585e4e553\n", /another system/],
    ["a zero-width space", "prospect_id\n12\u200b3\n", /"12<U\+200B zero-width space>3" is not/],
    ["a direction mark", "prospect_id\n\u200e123\n", /"<U\+200E left-to-right mark>123" is not/],
    ["a NUL", "prospect_id,n\n123\0,A\n", /"123<U\+0000 NUL>" is not/],
    ["a soft hyphen", "prospect_id\n\u00ad123\n", /"<U\+00AD soft hyphen>123" is not/],
    ["an escape sequence", "prospect_id\n\u001b[31m7\n", /"<U\+001B>\[31m7" is not/],
    ["two rows of ids before a header", "7\n8\nprospect_id\n9\n", /line 3, column 1: "prospect_id" is not/],
    ["two columns of one name", "Prospect ID,prospect id\n1,2\n", /more than one column prospect_id/],
    [
      "a look-alike letter",
      "name,\u0440rospect_id\nA,7\n",
      /Did you mean \u0440rospect_id \(it differs in U\+0440 "\u0440"\)/,
    ],
    ["a typo", "name,prospekt_id\nA,7\n", /Did you mean prospekt_id\?/],
    ["41 columns", `${Array.from({ length: 41 }, (_, index) => `c${index}`).join()}\n`, /c29 … and 11 more\. /],
    [
      "xlsx",
      Buffer.from("504b030414000600", "hex"),
      /no list of ids but a spreadsheet's own file.*save the sheet as CSV/,
    ],
    ["xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), /spreadsheet's own file \(\.xls\)/],
    [
      "gzip",
      Buffer.from("1f8b0800000000000003", "hex"),
      /compressed \(gzip\).*gzip -dc FILE \| linkedin-status connections -/,
    ],
    ["PDF", "%PDF-1.7\n", /a PDF/],
    ["a web page", "\n<!DOCTYPE html><html>\n", /a web page.*sign in/],
    ["XML", '<?xml version="1.0"?><rows/>\n', /XML/],
    ["JSON", '[\n{"id": 7}]\n', /JSON/],
    ["an own result as jsonl", '{"prospectId":7,"ok":true}\n', /JSON/],
    ["SQLite", "SQLite format 3\0", /an SQLite database/],
    ["UTF-32", Buffer.from("fffe000031000000", "hex"), /UTF-32/],
  ])) {
    test(what, async () => {
      await assert.rejects(listOf(text), (/** @type {Error & { code: string }} */ error) => {
        assert.equal(error.code, "invalid_options");
        assert.match(error.message, says);
        assert.match(error.message, /othing was sent|Rename one/);
        return true;
      });
    });
  }

  test("the command that unpacks a file can be pasted", async () => {
    const bytes = Buffer.from("1f8b0800", "hex");
    await assert.rejects(listOf(bytes, undefined, "my list.gz"), /gzip -dc 'my list\.gz' \| linkedin-status/);
    await assert.rejects(listOf(bytes, undefined, "-list.gz"), /gzip -dc \.\/-list\.gz \| linkedin-status/);
  });

  test("no advice leads into the next error", async () => {
    for (const text of ["id\n7\n", "my id\n7\n", "-id\n7\n", "it's\n7\n", "\u200bid\n7\n", "*\n7\n", '""""\n7\n']) {
      const message = await listOf(text).then(() => "", (error) => String(error.message)); // prettier-ignore
      const advised = /say so: (--column[= ].*?)\. Otherwise/.exec(message)?.[1];
      const column = advised && /^'?--column[= ](?:'(.*)'|(.*?))'?$/.exec(advised.replaceAll("'\\''", "’"));
      if (column)
        assert.deepEqual(await idsOf(text, (column[1] ?? column[2] ?? "").replaceAll("’", "'")), [7], message);
    }
  });
});

describe("cells of a service never begin a formula", () => {
  const format = csvFormat({ columns: ["prospect_id", "note"], idColumn: 0, delimiter: "," });

  const behind = [" =", "\u00a0=", "\ufeff+", "\u200b@", "\0=", " \t-"];
  for (const start of ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", ...behind]) {
    test(JSON.stringify(start), () => {
      const check = answer(7, 42, `${start}HYPERLINK("x")`);
      const [, , distance] = format.cells(check);
      assert.equal(distance, `'${start}HYPERLINK("x")`);
      assert.equal(
        format
          .row(["7", `${start}own`], format.cells(check))
          .split(",")[1]
          ?.replaceAll('"', ""),
        `${start}own`,
      );
      assert.equal(
        JSON.parse(jsonlFormat().cells(check)[0] ?? "").connection.network_distance,
        `${start}HYPERLINK("x")`,
      );
    });
  }

  test("numbers stay numbers, and a row that is kept is not escaped again", () => {
    const check = { ...answer(7, 42, "=1"), connection: { ...answer(7, 42, "=1").connection, connection_level: -1 } };
    const cells = format.cells(/** @type {never} */ (check));
    assert.deepEqual(cells.slice(1, 3), ["-1", "'=1"]);
    const read = format.read(["7", "x", ...cells]);
    assert.deepEqual(read?.cells, cells);
    assert.equal(format.row(["7", "x"], read?.cells ?? []), format.row(["7", "x"], cells));
  });
});
