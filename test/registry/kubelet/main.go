// Command kubelet answers, with the kubelet's own code, which credentials an image is pulled with: for each line of
// standard input one line of standard output, both JSON.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	v1 "k8s.io/api/core/v1"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/credentialprovider"
	"k8s.io/kubernetes/pkg/credentialprovider/secrets"
	"k8s.io/kubernetes/pkg/util/parsers"
)

type question struct {
	Secrets []v1.Secret `json:"secrets"`
	Images  []string    `json:"images"`
}

type attempt struct {
	Secret   string `json:"secret"`
	Username []byte `json:"username"`
	Password []byte `json:"password"`
}

type answer struct {
	// Failed is "image" or "secrets": what the kubelet gave up on.
	Failed   string    `json:"failed,omitempty"`
	Attempts []attempt `json:"attempts"`
}

func main() {
	// The kubelet logs the keys that it ignores.
	klog.SetLogger(klog.Logger{})
	// With this feature, a credential says which Secret it is from; the lookup is the same.
	if err := utilfeature.DefaultMutableFeatureGate.Set("KubeletEnsureSecretPulledImages=true"); err != nil {
		panic(err)
	}
	input := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	output := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(output)
	for {
		var q question
		if err := input.Decode(&q); err != nil {
			if err.Error() == "EOF" {
				return
			}
			panic(err)
		}
		answers := make([]answer, 0, len(q.Images))
		for _, image := range q.Images {
			answers = append(answers, lookUp(q.Secrets, image))
		}
		if err := encoder.Encode(answers); err != nil {
			panic(err)
		}
		if err := output.Flush(); err != nil {
			panic(err)
		}
	}
}

// lookUp does what EnsureImageExists in pkg/kubelet/images does before it pulls, on a node without credentials.
func lookUp(pullSecrets []v1.Secret, image string) answer {
	repository, _, _, err := parsers.ParseImageName(image)
	if err != nil {
		return answer{Failed: "image", Attempts: []attempt{}}
	}
	keyring, err := secrets.MakeDockerKeyring(pullSecrets, credentialprovider.UnionDockerKeyring{})
	if err != nil {
		return answer{Failed: "secrets", Attempts: []attempt{}}
	}
	credentials, _ := keyring.Lookup(repository)
	attempts := make([]attempt, 0, len(credentials))
	for _, c := range credentials {
		attempts = append(attempts, attempt{c.Source.Secret.Name, []byte(c.Username), []byte(c.Password)})
	}
	return answer{Attempts: attempts}
}
