/** Who owns the fields that the patch and its commands write (Kubernetes, server-side apply): by it, `clean` finds what they
 *  have written. */
export const fieldManager = "garden-pull-secrets";
