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
		"密级：机密　保密期限：10年", "保密期限：10年　密级：机密", "密级：机密\n保密期限：10年", "机密（保密期限：10年）", "机密级★10年", "机密件", "此件为秘密级", "保密等级：秘密",
		"机密 会后收回", "秘密，注意保存", "機(jī)密★1年", "祕密★3年", "机\u200b密★1年", "机\u00ad密", "# 机密★1年", "**秘密**", "| 密级 | 机密 |", "机\x00密★1年",
		"编号：000012\t密级：机密★10年\t紧急程度：特急", "发文机关\t省政府办公厅\t密级\t秘密\t缓急\t平件", "云政发〔2024〕1号          机密", "机密　　　　　云政发〔2024〕1号",
		"绝密★30年 " + strings.Repeat("各位代表：现在报告工作。", 200), "机 密 ★ 1 年　政府工作报告　" + strings.Repeat("各位代表，", 20), "秘密★10年政府工作报告各位代表：现在，我代表市人民政府报告工作，请审议。",
		"&#26426;&#23494;&#9733;1年", "机&nbsp;密&nbsp;★&nbsp;1年", "<p><b>机密</b>★1年</p>", `云州市文件\n机密★1年\n云州市人民政府`,
		`\u673a\u5bc6\u26051\u5e74`, "=E6=9C=BA=E5=AF=86=E2=98=851=E5=B9=B4" + strings.Repeat("=E5=B9=B4", 120), "<!-- 页眉 -->机密★1年",
		"云州市人民政府工作报告机密★1年" + strings.Repeat("各位代表：现在报告工作。", 60),
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
		"守住秘密\n机密局\n青川省机密局\n秘密战线博物馆\n机密打印机采购\n", "密级：公开\n密级：内部\n密级：□绝密 □机密 □秘密\n",
		"一、定密管理\n绝密、机密、秘密三级\n秘密级事项20项\n机密级计算机清查\n", "序号\t事项\t秘密\n1\t秘密\t机密载体\n", "第三章　　秘密\n",
		"保密期限：10年\n严守党和国家机密\n", "秘密  花园  景区\n", "核心商密★10年\n商业秘密★\n工作秘密\n",
		strings.Repeat("工作。\n", bareMarkLines) + "秘密\n",
		strings.Repeat("工作。\n", markLines) + "秘密★1年\n",
	} {
		if _, err := Open("a.txt", []byte(text), Limits{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
