module garden-pull-secrets.test/cluster/pause

go 1.24.0
