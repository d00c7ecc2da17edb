package web

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/xuri/excelize/v2"
)

// A console is where an operator types commands.
type console struct {
	*walker
	program, db string
}

// command types a command and waits for its end.
func (c *console) command(args ...string) string {
	c.Helper()
	c.steps++
	out, err := exec.CommandContext(c.Context(), c.program, args...).CombinedOutput()
	if err != nil {
		c.Fatalf("luoshi %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

var (
	siteAt  = regexp.MustCompile(`https?://\S+:\d+`)
	oneTime = regexp.MustCompile(`\((\w+)\): (\S+/begin/\S+)`)
)

// serve types the command that starts the program and reads what it prints: its
// address, and a one-time link for each administrator.
func (c *console) serve() map[string]string {
	c.Helper()
	c.steps++
	cmd := exec.CommandContext(c.Context(), c.program, "serve", "--db", c.db, "--addr", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	out, err := cmd.StdoutPipe()
	c.must(err)
	c.must(cmd.Start())
	c.Cleanup(func() { _ = cmd.Wait() })
	links := map[string]string{}
	lines := bufio.NewScanner(out)
	for len(links) < 3 && lines.Scan() {
		if c.url == "" {
			c.url = siteAt.FindString(lines.Text())
		}
		if m := oneTime.FindStringSubmatch(lines.Text()); m != nil {
			links[m[1]] = m[2]
		}
	}
	if c.url == "" || len(links) != 3 {
		c.Fatalf("it is at %q, with the links %v", c.url, links)
	}
	return links
}

// enter opens a one-time link and sets a password.
func (c *console) enter(link string) {
	c.Helper()
	c.steps++
	c.run(network.ClearBrowserCookies(), network.SetCookie("lang", string(c.lang)).WithURL(c.url), chromedp.Navigate(link))
	c.types(secret)
	c.hit(kb.Tab)
	c.types(secret)
	c.hit(kb.Enter)
	c.until("they are in", `document.querySelector(".rail")`)
}

// An operator starts the program for the first time, sets the administrators'
// passwords, imports units and people, lets one in, makes a backup and has the
// ledger examined.
func TestOperatorWalks(t *testing.T) {
	s := newBrowser(t)
	dir := t.TempDir()
	c := &console{walker: s.newWalker(t, "operator"), program: filepath.Join(dir, "luoshi"), db: filepath.Join(dir, "office.db")}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", c.program, "../../cmd/luoshi").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var links map[string]string
	c.task("start for the first time", 0, func() { links = c.serve() })
	c.task("become the system administrator", 0, func() { c.enter(links["admin"]) })
	c.look("desk")
	c.task("import units and people from a workbook", 0, func() {
		c.click(`main a[href="/admin/org"]`)
		c.until("a file is asked for", `document.querySelector("input[type=file]")?.checkVisibility()`)
		c.look("import")
		c.attach("input[type=file]", c.workbook())
		c.click("main form button.primary")
		c.until("they are there", `document.querySelector("#said")?.innerText && document.querySelector("main table").innerText.includes("甲市发展局")`)
	})
	c.look("imported")
	var link string
	c.task("become the security administrator and make a link for a person", 0, func() {
		c.enter(links["security"])
		c.look("security")
		c.click(`main a[href="/admin/accounts"]`)
		c.click(`form:has(input[name=person][value=li]) button[value=invite]`)
		c.until("the link is shown", `document.querySelector("input.address")`)
		link = c.text(`document.querySelector("input.address").value`)
	})
	c.look("invited")
	c.task("the person comes in", 0, func() { c.enter(link) })
	c.look("person")
	file := filepath.Join(dir, "office.backup")
	c.task("make a backup", 0, func() { c.command("backup", "--db", c.db, file) })
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		t.Errorf("the backup: %v", err)
	}
	c.task("have the ledger examined", 0, func() {
		if said := c.command("doctor", "--db", c.db); strings.Contains(said, "fail") || !strings.Contains(said, "ok ") {
			t.Errorf("the doctor says %s", said)
		}
	})
}

// workbook is an office's list of its units and people.
func (w *walker) workbook() string {
	w.Helper()
	f := excelize.NewFile()
	defer func() { w.must(f.Close()) }()
	for sheet, rows := range map[string][][]any{
		"单位": {{"单位编号", "单位名称", "上级单位", "类型", "级别"}, {"city", "甲市政府", "", "政府", "市"}, {"fgj", "甲市发展局", "甲市政府", "部门", ""}},
		"人员": {{"姓名", "账号", "单位", "岗位", "职务", "邮箱"}, {"李某", "li", "甲市政府", "督查室", "主任", "li@example.org"}, {"赵某", "zhao", "甲市发展局", "承办人"}},
	} {
		_, err := f.NewSheet(sheet)
		w.must(err)
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			w.must(err)
			w.must(f.SetSheetRow(sheet, cell, &row))
		}
	}
	w.must(f.DeleteSheet("Sheet1"))
	path := filepath.Join(w.TempDir(), "机构人员.xlsx")
	w.must(f.SaveAs(path))
	return path
}
