/** What is read or written here of any object of the Kubernetes API, such as one that a YAML file holds. The classes of
 *  `@kubernetes/client-node` fit, in both directions; naming none of them, this needs no such package. */
export interface Manifest {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** Metadata of an object. */
export interface ObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** The object that another one is removed with. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

/** The pod of a Pod, or of a workload's template. */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  volumes?: Volume[];
  imagePullSecrets?: { name?: string }[];
  serviceAccountName?: string;
  /** The older name of `serviceAccountName`. */
  serviceAccount?: string;
}

/** A container of a pod. */
export interface Container {
  name: string;
  image?: string;
}

/** A volume of a pod, which may be an image. */
export interface Volume {
  name: string;
  image?: { reference?: string };
}

/** A Secret, as the API server returns it. */
export interface Secret extends Manifest {
  type?: string;
  /** Base64, by its keys. */
  data?: Record<string, string>;
  immutable?: boolean;
}
