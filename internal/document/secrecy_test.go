package document

import (
	"strings"
	"testing"
)

func TestSecrecyMarkIsRefused(t *testing.T) {
	body := "\n\n云州市人民政府文件\n关于上报工作情况的报告\n各位代表：现在报告工作。\n"
	for _, mark := range []string{
		"机密★1年", "秘密★", "绝密", "机  密★１０年", "【秘密】", "密级：机密", "000012\n机密★6个月\n特急", "000012　绝密★长期　特急",
		"★机密", "秘密★启用前", "機密", "秘密☆5年", "  机 密", "密级和保密期限：秘密★2年", "特急 机密★1年", "机密级", "秘密*3年", "绝密\u3000加急",
		"绝密★启用前", "机密✰1年", "机密·1年", "秘密 10年", "机密 长期 特急", "国家秘密★10年", "内部资料　秘密★1年",
	} {
		e := refused(t, "a.txt", []byte(mark+body), Limits{})
		if e.Code != Secret {
			t.Errorf("%q: got %s %v", mark, e.Code, e)
		}
	}
	e := refused(t, "a.txt", []byte(strings.Repeat("云州市人民政府办公室文件\n", 30)+"机密★1年\n"+body), Limits{})
	if e.Code != Secret {
		t.Errorf("a mark with a star some lines down: got %v", e)
	}
	page := `<html><body><div class="header">机密★1年</div><div><p>各位代表：现在，我向大会报告工作，请审议。</p></div></body></html>`
	if e := refused(t, "a.html", []byte(page), Limits{}); e.Code != Secret {
		t.Errorf("a mark in the frame of a page: got %v", e)
	}
}

func TestTheWordSecretInProseIsNotAMark(t *testing.T) {
	for _, text := range []string{
		"政府工作报告\n加强商业秘密保护，保守国家秘密。\n",
		"商业秘密\n国家秘密\n保守秘密\n机密性\n",
		"一、保密工作\n对标有“机密★1年”字样的文件，要按规定管理。\n",
		"机密文件管理不断加强\n秘密文件清退率100%\n",
		"绝密档案解密。\n",
		"秘密花园景区\n国家秘密载体管理\n机密10年前的档案\n",
		strings.Repeat("工作。\n", bareMarkLines) + "秘密\n",
		strings.Repeat("工作。\n", markLines) + "秘密★1年\n",
	} {
		if _, err := Open("a.txt", []byte(text), Limits{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
