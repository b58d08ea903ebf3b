package s01

import (
	"database/sql"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type sinks struct {
	cmd    *exec.Cmd
	client *http.Client
	req    *http.Request
	conn   net.Conn
	db     *sql.DB
	file   *os.File
	wg     sync.WaitGroup
}

// Every button below blocks in its own way.
func (s *sinks) Buttons() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widget.NewButton("run", func() {
			_ = s.cmd.Run() // want "blocks the UI goroutine"
		}),
		widget.NewButton("output", func() {
			_, _ = s.cmd.Output() // want "blocks the UI goroutine"
		}),
		widget.NewButton("combined", func() {
			_, _ = s.cmd.CombinedOutput() // want "blocks the UI goroutine"
		}),
		widget.NewButton("wait", func() {
			_ = s.cmd.Wait() // want "blocks the UI goroutine"
		}),
		widget.NewButton("do", func() {
			_, _ = s.client.Do(s.req) // want "blocks the UI goroutine"
		}),
		widget.NewButton("dial", func() {
			s.conn, _ = net.Dial("tcp", "localhost:7") // want "blocks the UI goroutine"
		}),
		widget.NewButton("exec", func() {
			_, _ = s.db.Exec("delete from jobs") // want "blocks the UI goroutine"
		}),
		widget.NewButton("query", func() {
			_, _ = s.db.Query("select * from jobs") // want "blocks the UI goroutine"
		}),
		widget.NewButton("sleep", func() {
			time.Sleep(time.Second) // want "blocks the UI goroutine"
		}),
		widget.NewButton("group", func() {
			s.wg.Wait() // want "blocks the UI goroutine"
		}),
		widget.NewButton("walk", func() {
			_ = filepath.WalkDir("/", func(string, fs.DirEntry, error) error { return nil }) // want "blocks the UI goroutine"
		}),
		widget.NewButton("remove", func() {
			_ = os.RemoveAll("/var/cache/jobs") // want "blocks the UI goroutine"
		}),
		widget.NewButton("sync", func() {
			_ = s.file.Sync() // want "blocks the UI goroutine"
		}),
		widget.NewButton("copy", func() {
			_, _ = io.Copy(s.file, s.conn) // want "blocks the UI goroutine"
		}),
	}
}
