// A screenshot as a PNG of at most 256 colours: a third of the bytes, and text looks the same.

import { crc32, deflateSync } from "node:zlib";

/**
 * @param {import("puppeteer-core").Page} page any page: its browser decodes the screenshot
 * @param {Uint8Array} screenshot a PNG
 */
export async function smallPng(page, screenshot) {
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.width, height: image.height });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const text = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
    return { width: image.width, height: image.height, pixels: btoa(text) };
  }, Buffer.from(screenshot).toString("base64"));
  const rgba = Buffer.from(pixels, "base64");
  // As fine as 256 colours allow.
  for (let step = 1; ; step *= 2) {
    const { colours, rows } = indexed(rgba, width, step);
    if (colours.length <= 256) return encode(width, height, colours, rows);
  }
}

/** Each pixel's number in the list of colours, row by row, each after a 0: "not filtered". @param {Buffer} rgba @param {number} width @param {number} step */
function indexed(rgba, width, step) {
  /** @type {Map<number, number>} */
  const numbers = new Map();
  const rows = [];
  for (let at = 0; at < rgba.length; at += 4) {
    if (at % (width * 4) === 0) rows.push(0);
    let colour = 0;
    for (const byte of rgba.subarray(at, at + 3)) colour = colour * 256 + Math.min(255, Math.round(byte / step) * step);
    const number = numbers.get(colour) ?? numbers.size;
    numbers.set(colour, number);
    rows.push(number);
  }
  return { colours: [...numbers.keys()], rows };
}

/** @param {number} width @param {number} height @param {number[]} colours @param {number[]} rows */
function encode(width, height, colours, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // Eight bits a pixel, each the number of a colour.
  const palette = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(Buffer.from(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
