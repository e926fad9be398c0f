import stringWidth from "string-width";

/** Of these, any terminal shows each in one column. */
const narrow = /^[\u0020-\u007e\u00a0-\u02ff]*$/;

/** How many columns of a terminal a line needs: colours none, and many characters of East Asia and emoji two each. It is
 *  counted as cli-table3 does, which cuts off what it takes for too wide. */
export function lineWidth(line: string): number {
  return narrow.test(line) ? line.length : stringWidth(line);
}
