CREATE TABLE school (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, code TEXT, kind TEXT,
    township_code TEXT, township_name TEXT, village_name TEXT, status TEXT, closed_on TEXT
    CHECK (closed_on GLOB '????-??-??'), receiving_school TEXT, principal TEXT, phone TEXT,
    address TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE TABLE school_class (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, school TEXT REFERENCES school (id),
    grade TEXT, class_no TEXT, home_teacher TEXT, teacher_phone TEXT, remark TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE student (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, file_no TEXT, file_status TEXT,
    opened_on TEXT CHECK (opened_on GLOB '????-??-??'), opened_by TEXT, source_list TEXT,
    township_code TEXT, township_name TEXT, confidentiality TEXT CHECK (confidentiality IN
    ('0', '1')), remark TEXT, name TEXT NOT NULL CHECK (name <> ''), id_type TEXT, id_no
    TEXT, no_id_reason TEXT, temp_no TEXT, sex TEXT, birth_date TEXT CHECK (birth_date GLOB
    '????-??-??'), birthplace_code TEXT, native_place TEXT, ethnic TEXT, nationality TEXT,
    id_valid_to TEXT, hmt_oversea TEXT, political TEXT, health TEXT, pinyin TEXT,
    former_name TEXT, has_hukou TEXT CHECK (has_hukou IN ('0', '1')), hukou_code TEXT,
    hukou_address TEXT, hukou_type TEXT, specialty TEXT, school TEXT REFERENCES school (id),
    grade TEXT, class_no TEXT, class_seat_no TEXT, register_no TEXT, aux_no TEXT, enrol_ym
    TEXT CHECK (enrol_ym GLOB '????-??'), enrol_mode TEXT, study_mode TEXT, student_source
    TEXT, register_status TEXT, in_school_status TEXT, absent_kind TEXT, home_teacher TEXT,
    teacher_phone TEXT, prev_school TEXT, graduate_to TEXT, address TEXT, village_code TEXT,
    village_name TEXT, hamlet TEXT, mail_address TEXT, home_address TEXT, phone TEXT, phone2
    TEXT, postcode TEXT, email TEXT, homepage TEXT, resettlement TEXT CHECK (resettlement IN
    ('0', '1')), resettlement_site TEXT, whereabouts TEXT, head_name TEXT, head_relation
    TEXT, household_no TEXT, guardian_name TEXT, guardian_relation TEXT, guardian_phone
    TEXT, guardian_id_no TEXT, guardian_address TEXT, carer_name TEXT, carer_relation TEXT,
    carer_phone TEXT, carer_id_no TEXT, carer_address TEXT, delegation_notice_on TEXT CHECK
    (delegation_notice_on GLOB '????-??-??'), family_structure TEXT, income_source TEXT,
    econ_category TEXT, difficulty_level TEXT, siblings INTEGER, siblings_note TEXT,
    only_child TEXT CHECK (only_child IN ('0', '1')), left_behind_edu TEXT, left_behind_mca
    TEXT CHECK (left_behind_mca IN ('0', '1')), migrant_child TEXT CHECK (migrant_child IN
    ('0', '1')), orphan TEXT CHECK (orphan IN ('0', '1')), de_facto_unattended TEXT CHECK
    (de_facto_unattended IN ('0', '1')), martyr_child TEXT CHECK (martyr_child IN ('0',
    '1')), preschool TEXT CHECK (preschool IN ('0', '1')), disability_type TEXT,
    disability_level TEXT, disability_cert_kind TEXT, disability_cert_no TEXT,
    inclusive_study TEXT, special_placement TEXT, gov_bought_seat TEXT CHECK
    (gov_bought_seat IN ('0', '1')), need_aid TEXT CHECK (need_aid IN ('0', '1')),
    gets_subsidy TEXT CHECK (gets_subsidy IN ('0', '1')), serious_illness TEXT CHECK
    (serious_illness IN ('0', '1')), illness_note TEXT, guardianship_eval TEXT,
    case_involved TEXT CHECK (case_involved IN ('0', '1')), psychological TEXT, distance_km
    REAL, commute_mode TEXT, commute_min INTEGER, needs_bus TEXT CHECK (needs_bus IN ('0',
    '1')), rides_bus TEXT CHECK (rides_bus IN ('0', '1')), boards TEXT CHECK (boards IN
    ('0', '1')), rents_near_school TEXT CHECK (rents_near_school IN ('0', '1')), escort
    TEXT, meals_at_school TEXT CHECK (meals_at_school IN ('0', '1')), head_county TEXT,
    head_edu TEXT, head_township TEXT, head_village TEXT, head_school TEXT, head_teacher
    TEXT, head_parent TEXT, updated_by TEXT, created_at
    TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
, marked_on TEXT CHECK (marked_on GLOB '????-??-??'), safety_note TEXT) STRICT;

CREATE TABLE family_member (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), name TEXT, relation TEXT, relation_note TEXT, is_guardian TEXT CHECK
    (is_guardian IN ('0', '1')), phone TEXT, id_type TEXT, id_no TEXT, address TEXT,
    hukou_code TEXT, ethnic TEXT, employer TEXT, job TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE concern (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), since_on TEXT CHECK (since_on GLOB '????-??-??'), risk_categories TEXT,
    risk_level TEXT, situation TEXT, measures TEXT, contact_frequency TEXT, until_on TEXT
    CHECK (until_on GLOB '????-??-??'), lifted_reason TEXT, remark TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE dropout (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), is_suspected TEXT CHECK (is_suspected IN ('0', '1')), suspected_on TEXT
    CHECK (suspected_on GLOB '????-??-??'), last_attended TEXT CHECK (last_attended GLOB
    '????-??-??'), dropout_ym TEXT CHECK (dropout_ym GLOB '????-??'), dropout_grade TEXT,
    confirmed_on TEXT CHECK (confirmed_on GLOB '????-??-??'), confirmed_by TEXT,
    dropout_reasons TEXT, main_reason TEXT, dropout_detail TEXT, control_type TEXT,
    dropout_whereabouts TEXT, whereabouts_note TEXT, measures_taken TEXT,
    registry_flagged_on TEXT CHECK (registry_flagged_on GLOB '????-??-??'),
    reported_school_on TEXT CHECK (reported_school_on GLOB '????-??-??'), reported_center_on
    TEXT CHECK (reported_center_on GLOB '????-??-??'), reported_township_on TEXT CHECK
    (reported_township_on GLOB '????-??-??'), reported_county_on TEXT CHECK
    (reported_county_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
, reported_school_at TEXT CHECK (reported_school_at GLOB '??:??'), reported_center_at TEXT CHECK (reported_center_at GLOB '??:??'), reported_township_at TEXT CHECK (reported_township_at GLOB '??:??'), reported_county_at TEXT CHECK (reported_county_at GLOB '??:??'), written_report_at TEXT CHECK (written_report_at GLOB '??:??'), written_report_on TEXT CHECK (written_report_on GLOB '????-??-??')) STRICT;

CREATE TABLE contact (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), contacted_on TEXT CHECK (contacted_on GLOB '????-??-??'), purpose TEXT,
    mode TEXT, place TEXT, persuaders TEXT, persuader_phone TEXT, met_who TEXT, content
    TEXT, student_attitude TEXT, parent_attitude TEXT, result TEXT, promised_on TEXT CHECK
    (promised_on GLOB '????-??-??'), next_plan TEXT, next_on TEXT CHECK (next_on GLOB
    '????-??-??'), evidence TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT
    NULL, deleted_at TEXT
, contacted_at TEXT CHECK (contacted_at GLOB '??:??'), phone_tried TEXT) STRICT;

CREATE TABLE responsibility (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), helper_name TEXT, helper_unit TEXT, helper_role TEXT, helper_phone TEXT,
    pair_kind TEXT, from_on TEXT CHECK (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on
    GLOB '????-??-??'), plan TEXT, visits_per_term INTEGER, remark TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE relocation (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), origin_school TEXT, origin_grade_class TEXT, closure_plan_no TEXT,
    choice_type TEXT, receiving_school TEXT, receiving_grade_class TEXT, notified_on TEXT
    CHECK (notified_on GLOB '????-??-??'), parent_opinion TEXT, parent_signed_on TEXT CHECK
    (parent_signed_on GLOB '????-??-??'), moved_on TEXT CHECK (moved_on GLOB '????-??-??'),
    register_moved_on TEXT CHECK (register_moved_on GLOB '????-??-??'), transport_solution
    TEXT, boarding_solution TEXT, meal_solution TEXT, difficulty TEXT, solution TEXT, solver
    TEXT, solve_by_on TEXT CHECK (solve_by_on GLOB '????-??-??'), solved_on TEXT CHECK
    (solved_on GLOB '????-??-??'), check_1w TEXT, check_1m TEXT, check_1t TEXT, remark TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE placement (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), returned_on TEXT CHECK (returned_on GLOB '????-??-??'), placement TEXT,
    return_school TEXT, return_grade TEXT, return_class TEXT, register_restored_on TEXT
    CHECK (register_restored_on GLOB '????-??-??'), welcome_measures TEXT, study_helper
    TEXT, psych_helper TEXT, check_7d TEXT, check_30d TEXT, check_90d TEXT, check_term TEXT,
    relapse TEXT CHECK (relapse IN ('0', '1')), relapsed_on TEXT CHECK (relapsed_on GLOB
    '????-??-??'), closed_on TEXT CHECK (closed_on GLOB '????-??-??'), close_reason TEXT,
    close_evidence TEXT, close_approver TEXT, reopened_on TEXT CHECK (reopened_on GLOB
    '????-??-??'), remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
, transferred_to TEXT) STRICT;

CREATE TABLE outcome (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT REFERENCES student
    (id), rule TEXT, due_on TEXT CHECK (due_on GLOB '????-??-??'), outcome TEXT, reason
    TEXT, postponed_to TEXT CHECK (postponed_to GLOB '????-??-??'), created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
, done_on TEXT CHECK (done_on GLOB '????-??-??'), signer TEXT) STRICT;

CREATE TABLE revision (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes INTEGER REFERENCES revision (no),
    undone_by INTEGER REFERENCES revision (no)
, origin TEXT, incarnation TEXT, number INTEGER) STRICT;

CREATE TABLE change (
    no INTEGER PRIMARY KEY,
    revision_no INTEGER NOT NULL REFERENCES revision (no),
    table_name TEXT NOT NULL,
    record_id TEXT NOT NULL,
    student_id TEXT,
    op TEXT NOT NULL CHECK (op IN ('create', 'update', 'delete', 'undelete')),
    field TEXT NOT NULL,
    old ANY,
    new ANY
) STRICT;

CREATE TABLE audit (
    no INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
    name TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE file_number (
    prefix TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE import_source (
    no INTEGER PRIMARY KEY,
    revision_no INTEGER,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at TEXT NOT NULL,
    counts TEXT NOT NULL
) STRICT;

CREATE TABLE edition (
    no INTEGER PRIMARY KEY,
    printout TEXT NOT NULL,
    number INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    purpose TEXT NOT NULL,
    subject TEXT,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    audit_head TEXT NOT NULL,
    content BLOB NOT NULL, scope TEXT NOT NULL DEFAULT '', written_at TEXT,
    UNIQUE (printout, number)
) STRICT;

CREATE TABLE student_index (
    no INTEGER PRIMARY KEY REFERENCES student (no),
    id TEXT NOT NULL UNIQUE,
    list_order TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    sex TEXT,
    school TEXT,
    school_name TEXT,
    grade TEXT,
    class_no TEXT,
    village_name TEXT,
    status TEXT NOT NULL,
    status_since TEXT,
    status_reason TEXT,
    risk_level TEXT,
    categories TEXT,
    boards TEXT,
    left_behind TEXT,
    relocation TEXT,
    last_contact_on TEXT,
    due_on TEXT,
    due_rule TEXT,
    due_text TEXT
, by_day INTEGER, standing TEXT, grounds TEXT, holds_until TEXT, last_seen_on TEXT, last_seen_by TEXT) STRICT;

CREATE TABLE student_search (
    no INTEGER PRIMARY KEY REFERENCES student (no),
    text TEXT NOT NULL
) STRICT;

CREATE INDEX student_by_school ON student (school);

CREATE INDEX index_by_order ON student_index (list_order);

CREATE INDEX family_member_by_student ON family_member (student_id);

CREATE INDEX concern_by_student ON concern (student_id);

CREATE INDEX dropout_by_student ON dropout (student_id);

CREATE INDEX contact_by_student ON contact (student_id);

CREATE INDEX responsibility_by_student ON responsibility (student_id);

CREATE INDEX relocation_by_student ON relocation (student_id);

CREATE INDEX placement_by_student ON placement (student_id);

CREATE INDEX outcome_by_student ON outcome (student_id);

CREATE INDEX change_by_revision ON change (revision_no);

CREATE INDEX change_by_student ON change (student_id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;

CREATE TABLE rule_change (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rule TEXT, entry TEXT, value TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE printout_change (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, printout TEXT, part TEXT, entry TEXT,
    value TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE created (
    no INTEGER PRIMARY KEY,
    revision_no INTEGER NOT NULL REFERENCES revision (no),
    table_name TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE INDEX change_by_record ON change (record_id) WHERE op <> 'create';

CREATE INDEX student_by_id_no ON student (id_no);

CREATE INDEX student_by_register_no ON student (register_no);

CREATE INDEX student_by_name ON student (name);

CREATE TABLE absence (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), from_on TEXT CHECK (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on
    GLOB '????-??-??'), reason_given TEXT, excused TEXT CHECK (excused IN ('0', '1')),
    contacted_at TEXT, contact_by TEXT, contact_result TEXT, home_visit_on TEXT CHECK
    (home_visit_on GLOB '????-??-??'), escalated_to TEXT, remark TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX absence_by_student ON absence (student_id);

CREATE TABLE unlisted (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), missed_on TEXT CHECK (missed_on GLOB '????-??-??'), source TEXT,
    school_name TEXT, grade TEXT, class_no TEXT, answer TEXT, answered_on TEXT CHECK
    (answered_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL, updated_at TEXT
    NOT NULL, deleted_at TEXT
, listed_register_status TEXT, listed_in_school_status TEXT, listed_absent_kind TEXT, listed_remark TEXT) STRICT;

CREATE INDEX unlisted_by_student ON unlisted (student_id);

CREATE TABLE sighting (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), seen_on TEXT CHECK (seen_on GLOB '????-??-??'), kind TEXT, place TEXT,
    seen_by TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX sighting_by_student ON sighting (student_id);

CREATE TABLE leave (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), kind TEXT, reason TEXT, cause_of_incapacity TEXT, from_on TEXT CHECK
    (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on GLOB '????-??-??'), renew_by_on
    TEXT CHECK (renew_by_on GLOB '????-??-??'), returned_on TEXT CHECK (returned_on GLOB
    '????-??-??'), proof TEXT, applicant TEXT, school_opinion TEXT, approver TEXT,
    approved_on TEXT CHECK (approved_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX leave_by_student ON leave (student_id);

CREATE TABLE elsewhere (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), kind TEXT, from_on TEXT CHECK (from_on GLOB '????-??-??'), place TEXT,
    school_name TEXT, grade TEXT, register_moved TEXT CHECK (register_moved IN ('0', '1')),
    ended_on TEXT CHECK (ended_on GLOB '????-??-??'), proof TEXT, verified_by TEXT,
    verified_how TEXT, verified_on TEXT CHECK (verified_on GLOB '????-??-??'), verify_by_on
    TEXT CHECK (verify_by_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX elsewhere_by_student ON elsewhere (student_id);

CREATE TABLE home_teaching (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), taught_on TEXT CHECK (taught_on GLOB '????-??-??'), team TEXT, hours REAL,
    content TEXT, child_response TEXT, goal TEXT, parent_signed TEXT CHECK (parent_signed IN
    ('0', '1')), remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at
    TEXT
) STRICT;

CREATE INDEX home_teaching_by_student ON home_teaching (student_id);

CREATE TABLE register_change (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), kind TEXT, changed_on TEXT CHECK (changed_on GLOB '????-??-??'),
    from_school TEXT, to_school TEXT, applied_on TEXT CHECK (applied_on GLOB '????-??-??'),
    accepted_on TEXT CHECK (accepted_on GLOB '????-??-??'), completed_on TEXT CHECK
    (completed_on GLOB '????-??-??'), paper_no TEXT, remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX register_change_by_student ON register_change (student_id);

CREATE TABLE roll_call (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, school TEXT REFERENCES school (id),
    grade TEXT, class_no TEXT, held_on TEXT CHECK (held_on GLOB '????-??-??'), kind TEXT,
    taken_by TEXT, listed INTEGER, present INTEGER, children TEXT, remark TEXT, created_at
    TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE name_list (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, listed_on TEXT CHECK (listed_on GLOB
    '????-??-??'), source TEXT, digest TEXT, scope TEXT, children TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE listed_child (
    student_no INTEGER NOT NULL REFERENCES student (no), table_name TEXT NOT NULL,
    list_no INTEGER NOT NULL, PRIMARY KEY (student_no, table_name, list_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX listed_child_by_list ON listed_child (table_name, list_no);

CREATE TABLE harm (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), found_on TEXT CHECK (found_on GLOB '????-??-??'), found_at TEXT CHECK
    (found_at GLOB '??:??'), found_by TEXT, kind TEXT, detail TEXT, police_on TEXT CHECK
    (police_on GLOB '????-??-??'), police_at TEXT CHECK (police_at GLOB '??:??'), police_to
    TEXT, civil_on TEXT CHECK (civil_on GLOB '????-??-??'), civil_at TEXT CHECK (civil_at
    GLOB '??:??'), civil_to TEXT, education_on TEXT CHECK (education_on GLOB '????-??-??'),
    education_at TEXT CHECK (education_at GLOB '??:??'), education_to TEXT, labour_on TEXT
    CHECK (labour_on GLOB '????-??-??'), labour_at TEXT CHECK (labour_at GLOB '??:??'),
    labour_to TEXT, reported_by TEXT, outcome TEXT, remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX harm_by_student ON harm (student_id);

CREATE INDEX student_by_household_no ON student (household_no) WHERE household_no IS NOT NULL;

CREATE INDEX student_by_guardian_phone ON student (guardian_phone) WHERE guardian_phone IS NOT NULL;

CREATE INDEX family_member_by_phone ON family_member (phone) WHERE phone IS NOT NULL;

CREATE TABLE calendar_day (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, name TEXT, from_on TEXT
    CHECK (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on GLOB '????-??-??'), remark
    TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE student_due (no INTEGER PRIMARY KEY REFERENCES student (no), lines TEXT NOT NULL) STRICT;

CREATE TABLE unsure_row (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, listed_on TEXT CHECK (listed_on GLOB
    '????-??-??'), source TEXT, digest TEXT, sheet TEXT, row_no INTEGER, name TEXT, row_key
    TEXT, told TEXT, candidates TEXT, answer TEXT, student TEXT, decided_on TEXT CHECK
    (decided_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE TABLE child_pair (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first TEXT, second TEXT, answer TEXT,
    decided_on TEXT CHECK (decided_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT
    NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE comparison (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, compared_on TEXT CHECK (compared_on
    GLOB '????-??-??'), kind TEXT, left_source TEXT, left_digest TEXT, left_on TEXT CHECK
    (left_on GLOB '????-??-??'), left_count INTEGER, right_source TEXT, right_digest TEXT,
    right_on TEXT CHECK (right_on GLOB '????-??-??'), right_count INTEGER, told TEXT,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE compared_child (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, name TEXT, child_key TEXT,
    other_key TEXT, answer TEXT, student TEXT, source TEXT, answered_by TEXT, answered_on
    TEXT CHECK (answered_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX change_by_former_file ON change (old) WHERE field = 'student_id';

CREATE TABLE fill_in (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, handed_on TEXT CHECK (handed_on GLOB
    '????-??-??'), school TEXT REFERENCES school (id), grade TEXT, class_no TEXT, asked
    TEXT, child_count INTEGER, returned_on TEXT CHECK (returned_on GLOB '????-??-??'),
    returned_count INTEGER, source TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT
    NULL, deleted_at TEXT
) STRICT;

CREATE TABLE question (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), table_name TEXT, record TEXT, field TEXT, value TEXT, asked TEXT, asked_by
    TEXT, asked_on TEXT CHECK (asked_on GLOB '????-??-??'), answer TEXT, reply TEXT,
    answered_by TEXT, answered_on TEXT CHECK (answered_on GLOB '????-??-??'), closed_on TEXT
    CHECK (closed_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX question_by_student ON question (student_id);

CREATE TABLE verdict (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), digest TEXT, sequence INTEGER, verdict TEXT, reason TEXT, given_by TEXT,
    given_on TEXT CHECK (given_on GLOB '????-??-??'), reply TEXT, replied_by TEXT,
    replied_on TEXT CHECK (replied_on GLOB '????-??-??'), sent_back_on TEXT CHECK
    (sent_back_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX verdict_by_student ON verdict (student_id);

CREATE TABLE passage (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), from_code TEXT, from_name TEXT, from_phone TEXT, to_code TEXT, to_name
    TEXT, to_phone TEXT, how TEXT, left_on TEXT CHECK (left_on GLOB '????-??-??'), handed_on
    TEXT CHECK (handed_on GLOB '????-??-??'), arrived_on TEXT CHECK (arrived_on GLOB
    '????-??-??'), arrived_note TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT
    NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX passage_by_student ON passage (student_id);

CREATE TABLE partner (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, unit_kind TEXT, unit_name TEXT,
    unit_code TEXT, ledger_id TEXT, sign_key TEXT, seal_key TEXT, fingerprint TEXT, verified
    TEXT CHECK (verified IN ('0', '1')), paired_on TEXT CHECK (paired_on GLOB '????-??-??'),
    paired_by TEXT, state TEXT, state_reason TEXT, clerk TEXT, phone TEXT, created_at TEXT
    NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE package (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, direction TEXT, kind TEXT, unit_code
    TEXT, unit_name TEXT, ledger_id TEXT, incarnation TEXT, sequence INTEGER, digest TEXT,
    based_on TEXT, cut_off_on TEXT CHECK (cut_off_on GLOB '????-??-??'), made_at TEXT,
    made_by TEXT, handed_on TEXT CHECK (handed_on GLOB '????-??-??'), verified TEXT CHECK
    (verified IN ('0', '1')), file_name TEXT, custodian TEXT, stick_no TEXT, student_count
    INTEGER, record_count INTEGER, told TEXT, remark TEXT, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE conflict (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student TEXT, table_name TEXT, record
    TEXT, field TEXT, kind TEXT, base TEXT, ours TEXT, theirs TEXT, ours_by TEXT, ours_at
    TEXT, theirs_by TEXT, theirs_at TEXT, note TEXT, unit_code TEXT, digest TEXT, found_on
    TEXT CHECK (found_on GLOB '????-??-??'), answer TEXT, reason TEXT, decided_by TEXT,
    decided_on TEXT CHECK (decided_on GLOB '????-??-??'), created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE TABLE tombstone (
    record_id TEXT PRIMARY KEY, table_name TEXT NOT NULL, student_id TEXT, at TEXT NOT NULL,
    author TEXT NOT NULL, why TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE origin (
    record_id TEXT PRIMARY KEY, unit TEXT NOT NULL, author TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE package_body (
    digest TEXT PRIMARY KEY, body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE field_note (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), noted_table TEXT, noted_record TEXT, noted_key TEXT, note TEXT, noted_by
    TEXT, noted_on TEXT CHECK (noted_on GLOB '????-??-??'), created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;

CREATE INDEX field_note_by_student ON field_note (student_id);

CREATE TABLE second_look (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
    student (id), looked_table TEXT, looked_record TEXT, looked_key TEXT, value_digest TEXT,
    was_equal TEXT CHECK (was_equal IN ('0', '1')), looked_by TEXT, looked_on TEXT CHECK
    (looked_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX second_look_by_student ON second_look (student_id);

CREATE TABLE visit_sheet (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made_on TEXT CHECK (made_on GLOB
    '????-??-??'), made_by TEXT, route TEXT, visitor TEXT, children TEXT, answered TEXT,
    closed_on TEXT CHECK (closed_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at
    TEXT NOT NULL, deleted_at TEXT
) STRICT;
