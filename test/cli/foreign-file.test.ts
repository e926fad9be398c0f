import { chownSync, lchownSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { foreignFile } from "../../src/cli/start/foreign-file.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { isThere } from "../left-out.js";

const me = 1000;
const other = 1001;

if (isThere("root"))
  describe("foreignFile", () => {
    after(removeFolders);

    const cases: readonly {
      title: string;
      owner: number;
      own: number | null;
      sudoUser?: string;
      foreign: boolean;
    }[] = [
      { title: "my own", owner: me, own: me, foreign: false },
      { title: "root's", owner: 0, own: me, foreign: false },
      { title: "another user's", owner: other, own: me, foreign: true },
      { title: "a user's, for root", owner: me, own: 0, foreign: true },
      {
        title: "the user's who called sudo",
        owner: me,
        own: 0,
        sudoUser: String(me),
        foreign: false,
      },
      {
        title: "another user's, under sudo",
        owner: other,
        own: 0,
        sudoUser: String(me),
        foreign: true,
      },
      {
        title: "another user's who is named as sudo's, for one who is not root",
        owner: other,
        own: me,
        sudoUser: String(other),
        foreign: true,
      },
      {
        title: "anybody's, where there are no owners",
        owner: other,
        own: null,
        foreign: false,
      },
    ];
    for (const { title, owner, own, sudoUser, foreign } of cases) {
      it(`says of ${title}: ${foreign ? "foreign" : "not foreign"}`, () => {
        const file = path.join(temporaryFolder(), "file");
        writeFileSync(file, "");
        chownSync(file, owner, owner);
        expect(foreignFile([file], own, sudoUser)).to.deep.equal(
          foreign ? { file, uid: owner } : null,
        );
      });
    }

    it("names the first of several, a link by its own owner", () => {
      const folder = temporaryFolder();
      const [mine, link] = [
        path.join(folder, "mine"),
        path.join(folder, "link"),
      ];
      writeFileSync(mine, "");
      symlinkSync(mine, link);
      lchownSync(link, other, other);
      expect(foreignFile([mine, link], 0)).to.deep.equal({
        file: link,
        uid: other,
      });
    });
  });
