import { withoutEnd } from "./without-end.js";

/** How a sentence goes on behind the name of a secret or a user: `token: unexpected status`, `the user is not allowed`.
 *  Anything else there is the secret or the user. */
const words = new Set(
  (
    "a access account accounts acquiring agent an and anonymous are asking authentication authorization authorize bad basic bearer body " +
    "called calling can cannot canceled cancelled certificate client code connect connecting connection context could creating " +
    "credential credentials decoding denied dial do does doing empty error exec executing expected expired failed " +
    "failing failure fetching file forbidden for from get getting got has have head host http https if illegal in " +
    "incorrect insufficient internal invalid is it length line login malformed may method missing must name named names namespace net network " +
    "no non not null of on open operation or parsing password permission permissions please post process project provided proxy put rate read " +
    "reading received refused registry rejected repository request requesting required response retrieving rpc secret secrets serviceaccounts " +
    "see sending server service signature space status stream temporary that the this timeout timed tls to token too try " +
    "unable unauthorized unexpected unknown unmarshaling unmarshalling unrecognized unsupported user username using was wait waiting " +
    "while with without wrong x509 you your eof"
  ).split(" "),
);

/** Whether a word is one with which an error goes on, whatever closes it. */
export function goesOn(word: string): boolean {
  return words.has(withoutEnd(word, ".,:;!").toLowerCase());
}
