//go:build linux

package process

import (
	"net"
	"net/rpc"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// partner starts this binary in a role, with the other end of a socket pair as its descriptor 3. It ends when the
// connection does.
func partner(t testing.TB, role string) *net.UnixConn {
	t.Helper()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	near, far := os.NewFile(uintptr(fds[0]), ""), os.NewFile(uintptr(fds[1]), "")
	defer near.Close()
	defer far.Close()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	cmd.Stderr = os.Stderr
	cmd.ExtraFiles = []*os.File{far}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c, err := net.FileConn(near)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		cmd.Wait()
	})
	return c.(*net.UnixConn)
}

// inherited is the partner's end.
func inherited() net.Conn {
	c, err := net.FileConn(os.NewFile(3, ""))
	if err != nil {
		panic(err)
	}
	return c
}

const pongSize = 64

// servePong sends back what comes in.
func servePong() {
	c := inherited()
	buf := make([]byte, pongSize)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		c.Write(buf[:n])
	}
}

// floor is a raw ping-pong of 64 bytes: what two Go processes cannot do without.
func floor(t testing.TB) func() error {
	c := partner(t, "pong")
	buf := make([]byte, pongSize)
	return func() error {
		if _, err := c.Write(buf); err != nil {
			return err
		}
		_, err := c.Read(buf)
		return err
	}
}

// Adder is the service of net/rpc and go-plugin.
type Adder struct{}

// Add adds one.
func (Adder) Add(n int, sum *int) error {
	*sum = n + 1
	return nil
}

func serveRPC() {
	s := rpc.NewServer()
	if err := s.RegisterName("Adder", Adder{}); err != nil {
		panic(err)
	}
	s.ServeConn(inherited())
}

func netRPC(t testing.TB) func() error {
	c := rpc.NewClient(partner(t, "rpc"))
	return func() error {
		var sum int
		err := c.Call("Adder.Add", 1, &sum)
		return wrong(sum, err)
	}
}

// adderPlugin is go-plugin's glue, over its net/rpc.
type adderPlugin struct{}

func (adderPlugin) Server(*plugin.MuxBroker) (any, error) { return Adder{}, nil }

func (adderPlugin) Client(_ *plugin.MuxBroker, c *rpc.Client) (any, error) { return c, nil }

var (
	handshake = plugin.HandshakeConfig{ProtocolVersion: 1, MagicCookieKey: "BGKIT_BENCHMARK", MagicCookieValue: "1"}
	plugins   = plugin.PluginSet{"adder": adderPlugin{}}
)

func servePlugin() {
	plugin.Serve(&plugin.ServeConfig{HandshakeConfig: handshake, Plugins: plugins, Logger: hclog.NewNullLogger()})
}

func goPlugin(t testing.TB) func() error {
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), roleVariable+"=plugin")
	client := plugin.NewClient(&plugin.ClientConfig{HandshakeConfig: handshake, Plugins: plugins, Cmd: cmd, Logger: hclog.NewNullLogger()})
	t.Cleanup(client.Kill)
	conn, err := client.Client()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := conn.Dispense("adder")
	if err != nil {
		t.Fatal(err)
	}
	c := raw.(*rpc.Client)
	return func() error {
		var sum int
		err := c.Call("Plugin.Add", 1, &sum)
		return wrong(sum, err)
	}
}
