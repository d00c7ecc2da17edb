package export

import (
	"strconv"
	"strings"

	"github.com/luoshi-project/luoshi/reader"
)

// The words of the JSON form as an office says them.
var (
	kindWords = map[string]string{
		"task": "任务", "project": "项目", "livelihood": "民生实事", "target": "目标", "reform": "改革",
	}
	measureWords = map[string]string{
		"level": "总量", "growth": "增速", "change": "增减", "share": "比重", "rank": "位次", "count": "数量", "duration": "时长",
	}
	statusWords    = map[string]string{"actual": "完成", "target": "目标"}
	directionWords = map[string]string{"up": "升", "down": "降"}
	natureWords    = map[string]string{"binding": "约束性", "expected": "预期性"}
	strengthWords  = map[string]string{"ensure": "确保", "strive": "力争"}
	levelWords     = map[string]string{
		"national": "国家级", "province": "省级", "city": "市级", "county": "县级", "township": "乡镇级",
	}
	documentWords = map[string]string{"report": "报告全文", "digest": "报告摘要", "news": "新闻稿", "other": "其他文件"}
	roleWords     = map[reader.Role]string{
		reader.RoleReview: "回顾", reader.RolePlan: "部署", reader.RoleOutlook: "展望",
		reader.RoleSelfGovernment: "自身建设", reader.RoleOther: "其他",
	}
	// What is noted about a document, by code; other codes keep their message.
	noteWords = map[string]string{
		"undecodable": "有无法识别的字符", "replaced": "文件保存前已有字符丢失", "mixed_charset": "文件里混有几种编码，已分别读出，请核对",
		"misread": "文字在保存前因编码弄错成了乱码，已还原，请与原件核对",
		"base64":  "文件是 base64 编码的，已解码读出，请与原件核对", "mail_parts": "邮件里有几份文字，只读了最长的一份，其余请另存后再读",
		"nul_bytes":          "文件在转换或复制时受损，夹有空字节，已去掉，请核对",
		"control_characters": "文件里夹有控制字符，已去掉", "embedded": "文件里嵌有别的文件，未读，请用 Word 或 WPS 打开后另存",
		"page_without_text": "有的页没有文字，可能是扫描件",
		"no_sentences":      "没有读出报告的正文", "no_year": "看不出是哪一年的报告，可用 --plan-year 指定", "no_plan": "没有读出任何承诺",
		"crowded":     "文字比任何报告都多，后面的没有读，请分开另存后再读",
		"table_cells": "有表格失去了分栏，未读其中的数字",
		"bytes_lost":  "文件在转换中丢了字，已按推断读出，修补处请核对", "simplified": "原文是繁体字，按简体读出",
	}
	comparatorWords = map[string]string{
		"=": "等于", "~": "左右", ">=": "不低于", ">": "超过", "<=": "不超过", "<": "低于", "range": "区间",
	}
)

// phrase says an indicator's number the way a report would: 力争增长5%左右.
func phrase(ind *reader.Indicator) string {
	number := clean(ind.Quote)
	switch ind.Comparator {
	case "~":
		number += "左右"
	case ">=":
		number += "以上"
	case "<=":
		number += "以内"
	case ">":
		if !strings.ContainsAny(number, "多余") {
			number = "超过" + number
		}
	case "<":
		number = "低于" + number
	}
	return strengthWords[ind.Strength] + movement(ind) + number
}

// movement is the verb of a number that says how something moves.
func movement(ind *reader.Indicator) string {
	down := ind.Direction == "down"
	switch {
	case ind.Direction == "":
		return ""
	case ind.Unit == "番":
		return "翻"
	case ind.Measure == "growth" && down:
		return "下降"
	case ind.Measure == "growth":
		return "增长"
	case ind.Measure == "change" && ind.Unit == "百分点" && down:
		return "降低"
	case ind.Measure == "change" && ind.Unit == "百分点":
		return "提高"
	case ind.Measure == "change" && down:
		return "减少"
	case ind.Measure == "change":
		return "增加"
	}
	return ""
}

// subject is what an indicator is about, with the verb of what is done to it.
func subject(ind *reader.Indicator) string {
	s := clean(ind.Metric)
	if !strings.Contains(ind.Metric, ind.Action) {
		s = clean(ind.Action + ind.Metric) // a metric may have its verb inside: 惠及居民
	}
	if s == "" {
		return "（未写明）"
	}
	if ind.Place != "" && !strings.Contains(s, ind.Place) {
		s = clean(ind.Place) + "：" + s
	}
	return s
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func heading(s *reader.Section) string {
	o, t := clean(s.Ordinal), clean(s.Title)
	if o != "" && t != "" && o[len(o)-1] < 0x80 && o[len(o)-1] != ')' {
		return o + " " + t
	}
	return o + t
}
