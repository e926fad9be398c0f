/** What examples/shop lacks of what Garden's Kubernetes plugin makes pods for, as Garden 0.13 takes it: a `container`
 *  Deploy in sync mode, one of an image that is there, a Run with a list of its own and one without, a Deploy in local
 *  mode, and one of a Job. */
export const moreActions = `kind: Build
name: api
type: container
---
kind: Deploy
name: api
type: container
build: api
spec:
  ports: [{ name: http, containerPort: 80 }]
  sync:
    paths: [{ source: ., target: /usr/share/nginx/html }]
---
kind: Deploy
name: plain
type: container
spec: { image: docker.io/library/nginx:1.27 }
---
kind: Run
name: own
type: kubernetes-pod
spec:
  podSpec:
    imagePullSecrets: [{ name: own }, { name: shop-registry }]
    containers: [{ name: main, image: docker.io/library/busybox:1.36, command: ["true"] }]
---
kind: Run
name: bare
type: kubernetes-pod
spec:
  podSpec:
    containers: [{ name: main, image: docker.io/library/busybox:1.36, command: ["true"] }]
---
kind: Deploy
name: proxied
type: kubernetes
spec:
  defaultTarget: { kind: Deployment, name: proxied }
  localMode: { ports: [{ local: 8080, remote: 80 }] }
  manifests:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: { name: proxied }
      spec:
        selector: { matchLabels: { app: proxied } }
        template:
          metadata: { labels: { app: proxied } }
          spec:
            containers:
              - name: main
                image: docker.io/library/nginx:1.27
                ports: [{ containerPort: 80 }]
---
kind: Deploy
name: migrate
type: kubernetes
spec:
  manifests:
    - apiVersion: batch/v1
      kind: Job
      metadata: { name: migrate }
      spec:
        template:
          spec:
            restartPolicy: Never
            containers: [{ name: main, image: docker.io/library/busybox:1.36, command: ["true"] }]
`;
