package access

// A Role is what a seat does in its unit, stored as a word.
type Role string

// The roles.
const (
	SupervisionOffice Role = "supervision_office" // 督查室
	FirstResponsible  Role = "first_responsible"  // 第一责任人: the unit's leader
	Manager           Role = "manager"            // 管理负责人: the office director
	Handler           Role = "handler"            // 承办人
	Leader            Role = "leader"             // 分管领导: in charge of matters
	Viewer            Role = "viewer"             // 查看
	SystemAdmin       Role = "system_admin"       // 系统管理员
	SecurityAdmin     Role = "security_admin"     // 安全管理员
	AuditAdmin        Role = "audit_admin"        // 审计管理员
)

var roles = []struct {
	role  Role
	title Words
}{
	{SupervisionOffice, Words{ZH: "督查室", EN: "supervision office"}},
	{FirstResponsible, Words{ZH: "第一责任人", EN: "first responsible person"}},
	{Manager, Words{ZH: "管理负责人", EN: "manager"}},
	{Handler, Words{ZH: "承办人", EN: "handler"}},
	{Leader, Words{ZH: "分管领导", EN: "leader in charge"}},
	{Viewer, Words{ZH: "查看人员", EN: "viewer"}},
	{SystemAdmin, Words{ZH: "系统管理员", EN: "system administrator"}},
	{SecurityAdmin, Words{ZH: "安全管理员", EN: "security administrator"}},
	{AuditAdmin, Words{ZH: "审计管理员", EN: "audit administrator"}},
}

// Roles lists the roles.
func Roles() []Role {
	list := make([]Role, len(roles))
	for i := range roles {
		list[i] = roles[i].role
	}
	return list
}

// Title names a role; no words for one that does not exist.
func (r Role) Title() Words {
	for i := range roles {
		if roles[i].role == r {
			return roles[i].title
		}
	}
	return Words{}
}

// doing lists the roles that do the work of a unit: its three bound people.
func doing() []Role { return []Role{FirstResponsible, Manager, Handler} }

// A Step is something that can be done in the ledger, stored as a word.
type Step string

// The steps.
const (
	Docket          Step = "docket"
	Amend           Step = "amend"
	Assign          Step = "assign"
	Sign            Step = "sign"
	Return          Step = "return"
	Pass            Step = "pass"
	Plan            Step = "plan"
	Report          Step = "report"
	Chase           Step = "chase"
	Extend          Step = "extend"
	DecideExtension Step = "decide_extension"
	Pause           Step = "pause"
	Resume          Step = "resume"
	ApplyClose      Step = "apply_close"
	Review          Step = "review"
	Clear           Step = "clear"
	LookBack        Step = "look_back"
	Reopen          Step = "reopen"
	Transfer        Step = "transfer"
	Opinion         Step = "opinion"
	Record          Step = "record" // that something happened which a regime waits for
	Comment         Step = "comment"
	Attach          Step = "attach"
	View            Step = "view"
	ChangeOrg       Step = "change_org"
	ChangeRules     Step = "change_rules" // regimes and notices of holidays
	ReadAudit       Step = "read_audit"
)

// A side is how somebody stands to a matter.
type side string

const (
	office      side = "office"       // supervision office of the assigning unit or one above it
	higher      side = "higher"       // supervision office of a unit above the assigning unit
	accepting   side = "accepting"    // supervision office of the accepting unit
	inCharge    side = "in_charge"    // the seat of the leader in charge
	head        side = "head"         // first responsible person or manager of the lead unit
	hands       side = "hands"        // any of the three bound people of the lead unit or where it was passed to
	cooperator  side = "cooperator"   // any of the three bound people of a cooperating unit
	proposer    side = "proposer"     // the seat of who raised the matter
	petitioner  side = "petitioner"   // an enterprise that brings its own matter
	onlooker    side = "onlooker"     // any seat at or above a unit of the matter
	system      side = "system"       // system administrator
	audit       side = "audit"        // audit administrator
	assignerTop side = "assigner_top" // leader or first responsible person of the assigning unit or above: may comment
)

var sideTitles = map[side]Words{
	office:      {ZH: "交办单位或者其上级的督查室", EN: "the supervision office of the assigning unit or of one above it"},
	higher:      {ZH: "交办单位上级的督查室", EN: "the supervision office of a unit above the assigning one"},
	accepting:   {ZH: "验收单位的督查室", EN: "the supervision office of the accepting unit"},
	inCharge:    {ZH: "该事项的分管领导", EN: "the leader in charge of the matter"},
	head:        {ZH: "牵头单位的第一责任人或者管理负责人", EN: "the first responsible person or manager of the lead unit"},
	hands:       {ZH: "牵头单位或者批转单位的第一责任人、管理负责人、承办人", EN: "one of the bound people of the lead unit or of where it was passed to"},
	cooperator:  {ZH: "配合单位的第一责任人、管理负责人、承办人", EN: "one of the bound people of a cooperating unit"},
	proposer:    {ZH: "提出人", EN: "who raised the matter"},
	petitioner:  {ZH: "提出诉求的企业", EN: "the enterprise whose request it is"},
	onlooker:    {ZH: "相关单位及其上级的岗位", EN: "a seat in a unit of the matter or above one"},
	system:      {ZH: "系统管理员", EN: "the system administrator"},
	audit:       {ZH: "审计管理员", EN: "the audit administrator"},
	assignerTop: {ZH: "交办单位或者其上级的领导", EN: "a leader of the assigning unit or of one above it"},
}

// A rule says who may take a step.
type rule struct {
	step    Step
	title   Words
	sides   []side
	doing   bool // taking it makes one a doer of the matter
	judging bool // no doer of the matter may take it
}

var rules = []rule{
	{Docket, Words{ZH: "立项", EN: "docket"}, []side{office, petitioner}, false, false},
	{Amend, Words{ZH: "更正", EN: "amend"}, []side{office}, false, true},
	{Assign, Words{ZH: "交办", EN: "assign"}, []side{office}, false, false},
	{Sign, Words{ZH: "签收", EN: "sign for"}, []side{hands}, true, false},
	{Return, Words{ZH: "退回（不属本单位）", EN: "return as not ours"}, []side{head}, false, false},
	{Pass, Words{ZH: "批转", EN: "pass on inside"}, []side{head, hands}, true, false},
	{Plan, Words{ZH: "排定节点", EN: "set nodes"}, []side{office, hands}, false, false},
	{Report, Words{ZH: "反馈", EN: "report"}, []side{hands}, true, false},
	{Chase, Words{ZH: "催办", EN: "chase"}, []side{office, inCharge}, false, false},
	{Extend, Words{ZH: "申请延期", EN: "apply to extend"}, []side{head}, true, false},
	{DecideExtension, Words{ZH: "审批延期", EN: "decide on an extension"}, []side{office}, false, true},
	{Pause, Words{ZH: "暂停计时", EN: "pause"}, []side{office}, false, true},
	{Resume, Words{ZH: "恢复计时", EN: "resume"}, []side{office}, false, false},
	{ApplyClose, Words{ZH: "申请办结", EN: "apply to close"}, []side{head}, true, false},
	{Review, Words{ZH: "审核", EN: "review"}, []side{office}, false, true},
	{Clear, Words{ZH: "销号", EN: "clear"}, []side{office}, false, true},
	{LookBack, Words{ZH: "回头看", EN: "look back"}, []side{office, inCharge}, false, true},
	{Reopen, Words{ZH: "重新办理", EN: "reopen"}, []side{office}, false, false},
	{Transfer, Words{ZH: "移交", EN: "transfer"}, []side{office}, false, true},
	{Opinion, Words{ZH: "配合意见", EN: "give an opinion"}, []side{cooperator}, true, false},
	{Record, Words{ZH: "登记情况", EN: "record what happened"}, []side{office, proposer}, false, true},
	{Comment, Words{ZH: "批示、留言", EN: "comment"}, []side{office, inCharge, hands, cooperator, proposer, assignerTop}, false, false},
	{Attach, Words{ZH: "上传附件", EN: "attach evidence"}, []side{office, hands, cooperator, proposer}, false, false},
	{View, Words{ZH: "查看", EN: "view"}, []side{onlooker, inCharge, proposer, hands, cooperator}, false, false},
	{ChangeOrg, Words{ZH: "维护机构人员", EN: "change units and people"}, []side{system}, false, false},
	{ChangeRules, Words{ZH: "维护制度和日历", EN: "change regimes and calendar"}, []side{system}, false, false},
	{ReadAudit, Words{ZH: "查阅审计", EN: "read the audit"}, []side{audit}, false, false},
}

// Steps lists the steps.
func Steps() []Step {
	list := make([]Step, len(rules))
	for i := range rules {
		list[i] = rules[i].step
	}
	return list
}

// Title names a step; no words for one that does not exist.
func (s Step) Title() Words {
	if r := s.rule(); r != nil {
		return r.title
	}
	return Words{}
}

// Does tells whether taking the step makes one a doer of the matter.
func (s Step) Does() bool {
	r := s.rule()
	return r != nil && r.doing
}

func (s Step) rule() *rule {
	for i := range rules {
		if rules[i].step == s {
			return &rules[i]
		}
	}
	return nil
}
