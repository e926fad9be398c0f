/** What the access tokens of registries begin with, as their documentation says: Docker Hub's, DigitalOcean's, GitHub's,
 *  GitLab's. A source for regular expressions. */
export const tokenPrefixes =
  "dckr_[op]at_|do[opr]_v1_|gh[opsur]_|github_pat_|gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|rtr|soat|wt)-";
