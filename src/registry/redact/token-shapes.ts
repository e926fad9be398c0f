/** What the access tokens of registries begin with, as their documentation says: Docker Hub's, DigitalOcean's, GitHub's,
 *  GitLab's, Artifactory's, NVIDIA's, and Amazon's and Google's keys. A source for regular expressions. */
export const tokenPrefixes =
  "dckr_(?:[op]at|jti)_|do[opr]_v1_|gh[opsur]_|github_pat_|gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|rtr|soat|wt)-|" +
  "AKC[a-z]|cmVmd|nvapi-|A[BGKNPRS][IKCP]A(?=[A-Z\\d]{16})|AIza|ya29\\.";
