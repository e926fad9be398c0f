import { expect } from "chai";
import { withoutMarker } from "../../src/secrets/marker.js";
import { marker } from "./secrets.js";

describe("withoutMarker", () => {
  const place = { name: "dockerhub", namespace: "shop", uid: "u-1" };
  const cases = [
    {
      title: "our marker alone",
      input: { ...place, ...marker },
      expected: place,
    },
    {
      title: "our marker among others'",
      input: {
        ...place,
        labels: { ...marker.labels, team: "web" },
        annotations: {
          ...marker.annotations,
          "garden-pull-secrets/adopted": "true",
          note: "keep",
        },
      },
      expected: {
        ...place,
        labels: { team: "web" },
        annotations: { note: "keep" },
      },
    },
    { title: "no marker", input: place, expected: place },
  ];
  for (const { title, input, expected } of cases)
    it(`takes off ${title}`, () =>
      void expect(withoutMarker(input)).to.deep.equal(expected));
});
