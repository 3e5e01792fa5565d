// Command transform turns a dump of legacy rows into events in total order. It is the peer of
// "hpc transform": a straightforward program for the same job, written with Go's standard library
// alone.
//
// It loads the tables that others refer to, maps the rows of all parts into one slice of encoded
// events, sorts the slice in memory, and writes the events to one gzip file. It holds all events in
// memory. It writes no manifest, no index, no checksums and no rejects, but it counts the rejects.
//
// Parts are mapped side by side, one goroutine for each, since parts do not depend on each other.
// Sorting and deflating use one goroutine, since sort.Slice and compress/gzip do. Protobuf is read
// and written by hand: columns go from the row to the event without an object between them, which is
// faster than generated code. Rows are expected to be whole and their keys unique.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata"
)

const (
	ticksPerSecond = 10_000_000
	ticksPerDay    = 24 * 60 * 60 * ticksPerSecond
	always         = math.MinInt64 // the time of a member whose registration is unknown
)

// Columns of the legacy tables, as the numbers of their fields.
const (
	cityID, cityName         = 1, 2
	interestID, interestName = 1, 2

	memberID, memberGUID, memberNickname, memberEmail, memberGender         = 1, 2, 3, 4, 7
	memberBirthday, memberCity, memberHeadline, memberPresentation          = 8, 9, 10, 11
	memberHeight, memberSeekGender, memberSeekFrom, memberSeekTo            = 12, 13, 14, 15
	memberBalance, memberPremium, memberRegistered, memberApproved          = 16, 17, 18, 20
	memberProfileChanged, memberLastLogin, memberDeleted                    = 21, 22, 23
	albumID, albumMember, albumTitle, albumPrivate, albumCreated            = 1, 2, 3, 4, 5
	photoID, photoMember, photoAlbum, photoURL, photoCaption, photoPortrait = 1, 2, 3, 4, 5, 6
	photoWidth, photoHeight, photoUploaded, photoApproved, photoRejected    = 7, 8, 9, 10, 11
	reportID, reportReporter, reportReported, reportReason, reportText      = 1, 2, 3, 4, 5
	reportCreated, reportResolved, reportResolution                         = 6, 7, 8
	blockID, blockMember, blockBlocked, blockCreated, blockRemoved          = 1, 2, 3, 4, 5
	favoriteMember, favoriteFavorite, favoriteCreated                       = 1, 2, 3
	flirtID, flirtFrom, flirtTo, flirtType, flirtSent, flirtRead            = 1, 2, 3, 4, 5, 6
	hasMember, hasInterest, hasAdded                                        = 1, 2, 3
	messageID, messageFrom, messageTo, messageSubject, messageBody          = 1, 2, 3, 4, 5
	messageSent, messageRead, messageDeletedBySender, messageDeletedByTo    = 6, 7, 8, 9
	likePhoto, likeMember, likeLiked                                        = 1, 2, 3
	visitVisitor, visitVisited, visitAt                                     = 1, 2, 3
	maxColumns                                                              = 32
)

// A row holds the columns of a record. Its byte strings are valid until the next row is read.
type row struct {
	present uint32
	number  [maxColumns]uint64
	text    [maxColumns][]byte
}

var errDamaged = errors.New("a record is not a protobuf message")

func (r *row) parse(b []byte) error {
	r.present = 0
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 {
			return errDamaged
		}
		b = b[n:]
		var number uint64
		var text []byte
		switch tag & 7 {
		case 0:
			if number, n = binary.Uvarint(b); n <= 0 {
				return errDamaged
			}
		case 2:
			length, prefix := binary.Uvarint(b)
			if prefix <= 0 || length > uint64(len(b)-prefix) {
				return errDamaged
			}
			n = prefix + int(length)
			text = b[prefix:n]
		default: // No column of a known table has another type.
			return errDamaged
		}
		b = b[n:]
		if field := tag >> 3; field < maxColumns {
			r.present |= 1 << field
			r.number[field] = number
			r.text[field] = text
		}
	}
	return nil
}

func (r *row) has(column int) bool { return r.present&(1<<column) != 0 }

func (r *row) long(column int) int64 {
	if !r.has(column) {
		return 0
	}
	return int64(r.number[column])
}

func (r *row) int(column int) int32 { return int32(r.long(column)) }

func (r *row) bool(column int) bool { return r.long(column) != 0 }

func (r *row) bytes(column int) []byte {
	if !r.has(column) {
		return nil
	}
	return r.text[column]
}

// isSet says whether a nullable time column has a time other than "never".
func (r *row) isSet(column int) bool { return r.has(column) && !isNever(r.long(column)) }

// lastLogin returns the UTC ticks of a member's last login, and whether there was one.
func (r *row) lastLogin() (ticks int64, isSet bool) {
	var time row
	if !r.has(memberLastLogin) || time.parse(r.bytes(memberLastLogin)) != nil {
		return 0, false
	}
	ticks = time.long(1)
	zigzag := uint32(time.long(2))
	minutes := int64(int32(zigzag>>1) ^ -int32(zigzag&1))
	return ticks, !isNever(ticks + minutes*60*ticksPerSecond)
}

// The days that mean "never", and the first one that an event may have.
var (
	neverFirst = day(1753, 1, 1)
	neverLast  = day(9999, 12, 31)
	firstDay   = day(1, 1, 2)
)

func day(year, month, day int) int64 {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

func floorDiv(a, b int64) int64 {
	if q := a / b; a%b >= 0 {
		return q
	} else {
		return q - 1
	}
}

func isNever(ticks int64) bool {
	d := floorDiv(ticks, ticksPerDay)
	return d == neverFirst || d == neverLast
}

func isPossible(ticks int64) bool {
	d := floorDiv(ticks, ticksPerDay)
	return d >= firstDay && d < neverLast && d != neverFirst
}

// Functions that append protobuf fields. Those with "opt" in the name also append a zero.

func appendTag(b []byte, field, wireType int) []byte {
	return binary.AppendUvarint(b, uint64(field<<3|wireType))
}

func appendOptInt(b []byte, field int, v int64) []byte {
	return binary.AppendUvarint(appendTag(b, field, 0), uint64(v))
}

func appendInt(b []byte, field int, v int64) []byte {
	if v == 0 {
		return b
	}
	return appendOptInt(b, field, v)
}

func appendID(b []byte, field int, v int32) []byte { return appendInt(b, field, int64(v)) }

func appendOptBytes(b []byte, field int, v []byte) []byte {
	b = binary.AppendUvarint(appendTag(b, field, 2), uint64(len(v)))
	return append(b, v...)
}

func appendBytes(b []byte, field int, v []byte) []byte {
	if len(v) == 0 {
		return b
	}
	return appendOptBytes(b, field, v)
}

// appendText appends a text column, unless it is NULL.
func appendText(b []byte, field int, r *row, column int) []byte {
	if !r.has(column) {
		return b
	}
	return appendOptBytes(b, field, r.bytes(column))
}

func appendBool(b []byte, field int, v bool) []byte {
	if !v {
		return b
	}
	return appendOptInt(b, field, 1)
}

func appendTimestamp(b []byte, field int, ticks int64) []byte {
	var scratch [24]byte
	seconds := floorDiv(ticks, ticksPerSecond)
	t := appendInt(scratch[:0], 1, seconds)
	t = appendInt(t, 2, (ticks-seconds*ticksPerSecond)*100)
	return appendOptBytes(b, field, t)
}

func appendDate(b []byte, field int, days int32) []byte {
	var scratch [16]byte
	year, month, day := time.Unix(int64(days)*86400, 0).UTC().Date()
	d := appendInt(scratch[:0], 1, int64(year))
	d = appendInt(d, 2, int64(month))
	d = appendInt(d, 3, int64(day))
	return appendOptBytes(b, field, d)
}

// appendTime appends the ISO text of a wall-clock time with 7 digits.
func appendTime(b []byte, ticks int64) []byte {
	seconds := floorDiv(ticks, ticksPerSecond)
	t := time.Unix(seconds, (ticks-seconds*ticksPerSecond)*100).UTC()
	return t.AppendFormat(b, "2006-01-02T15:04:05.0000000")
}

// A keyKind is the type of a key column.
type keyKind int

const (
	intKey keyKind = iota
	timeKey
	guidKey
)

type keyColumn struct {
	column int
	kind   keyKind
}

// A table gives events. Tables are in the order of their facts at one instant.
type table struct {
	name string
	key  []keyColumn
	rows func(m *mapper, r *row)
}

var tables = []table{
	{"Members", []keyColumn{{memberID, intKey}}, (*mapper).member},
	{"Albums", []keyColumn{{albumID, intKey}}, (*mapper).album},
	{"Photos", []keyColumn{{photoID, intKey}}, (*mapper).photo},
	{"AbuseReports", []keyColumn{{reportID, guidKey}}, (*mapper).abuseReport},
	{"Blocks", []keyColumn{{blockID, intKey}}, (*mapper).block},
	{"Favorites", []keyColumn{{favoriteMember, intKey}, {favoriteFavorite, intKey}}, (*mapper).favorite},
	{"Flirts", []keyColumn{{flirtID, intKey}}, (*mapper).flirt},
	{"MemberInterests", []keyColumn{{hasMember, intKey}, {hasInterest, intKey}}, (*mapper).memberInterest},
	{"Messages", []keyColumn{{messageID, intKey}}, (*mapper).message},
	{"PhotoLikes", []keyColumn{{likePhoto, intKey}, {likeMember, intKey}}, (*mapper).photoLike},
	{"ProfileVisits", []keyColumn{{visitVisitor, intKey}, {visitVisited, intKey}, {visitAt, timeKey}}, (*mapper).profileVisit},
}

// An event is an encoded message and its place in the total order.
type event struct {
	instant int64
	last    bool
	table   uint8
	field   uint8 // of the payload: among the facts of a row, the lower one comes first
	key     [3]int64
	message []byte
}

func (a *event) less(b *event) bool {
	if a.instant != b.instant {
		return a.instant < b.instant
	}
	if a.last != b.last {
		return b.last
	}
	if a.table != b.table {
		return a.table < b.table
	}
	for i := range a.key {
		if a.key[i] != b.key[i] {
			return a.key[i] < b.key[i]
		}
	}
	return a.field < b.field
}

// Counts of a run, by what was counted.
type counts map[string]int

// A world is what all parts share.
type world struct {
	country       string
	zone          *time.Location
	registrations map[int32]int64
	owners        map[int32]int32
	cities        map[int32]string
	interests     map[int32]string
}

// offset returns the zone's offset from UTC in seconds.
func (w *world) offset(unix int64) int64 {
	_, seconds := time.Unix(unix, 0).In(w.zone).Zone()
	return int64(seconds)
}

// utc returns the instant of a wall-clock time, and "gap" or "overlap" where it was shown not at all
// or twice.
func (w *world) utc(wall int64) (instant int64, shift string) {
	seconds := floorDiv(wall, ticksPerSecond)
	before, after := w.offset(seconds-86400), w.offset(seconds+86400)
	instant = wall - before*ticksPerSecond
	if before == after {
		return instant, ""
	}
	fitsBefore := w.offset(seconds-before) == before
	fitsAfter := w.offset(seconds-after) == after
	switch {
	case fitsBefore && fitsAfter:
		return instant, "overlap"
	case fitsBefore:
		return instant, ""
	case fitsAfter:
		return wall - after*ticksPerSecond, ""
	}
	return instant, "gap"
}

// A mapper maps the rows of one part.
type mapper struct {
	*world
	table    *table
	place    uint8
	events   []event
	counts   counts
	key      [3]int64
	name     []byte // what is hashed for an id: the namespace, then <country>/<table>/<key>/
	prefix   int    // how much of it is the same for all rows of the part
	earliest int64  // the instant of the row's previous fact

	// The current fact.
	rejection    string
	wall         int64
	registration int64
	payload      []byte

	subject []byte
	chunk   []byte // has room for the next messages
}

var namespace, _ = hex.DecodeString("0f58daad781552958519815457e63376")

func newMapper(w *world, place int) *mapper {
	m := &mapper{world: w, table: &tables[place], place: uint8(place), counts: counts{}}
	m.name = append(append([]byte{}, namespace...), w.country+"/"+m.table.name+"/"...)
	m.prefix = len(m.name)
	return m
}

// mapRow adds the events of a row.
func (m *mapper) mapRow(r *row) {
	m.earliest = math.MinInt64
	m.name = m.name[:m.prefix]
	for i, k := range m.table.key {
		if i > 0 {
			m.name = append(m.name, ',')
		}
		switch k.kind {
		case intKey:
			m.key[i] = r.long(k.column)
			m.name = strconv.AppendInt(m.name, m.key[i], 10)
		case timeKey:
			m.key[i] = r.long(k.column)
			m.name = appendTime(m.name, m.key[i])
		case guidKey: // Unsigned order, kept in signed numbers.
			g := r.bytes(k.column)
			if len(g) != 16 {
				continue
			}
			m.key[0] = int64(binary.BigEndian.Uint64(g) ^ 1<<63)
			m.key[1] = int64(binary.BigEndian.Uint64(g[8:]) ^ 1<<63)
			m.name = append(m.name, fmt.Sprintf("%x-%x-%x-%x-%x", g[:4], g[4:6], g[6:8], g[8:10], g[10:])...)
		}
	}
	m.name = append(m.name, '/')
	m.table.rows(m, r)
}

// begin begins the next fact of a row.
func (m *mapper) begin() {
	m.rejection = ""
	m.wall = math.MinInt64
	m.registration = always
	m.payload = m.payload[:0]
}

func (m *mapper) reject(reason string) {
	if m.rejection == "" {
		m.rejection = reason
	}
}

func (m *mapper) needs(r *row, columns ...int) {
	for _, column := range columns {
		if !r.has(column) {
			m.reject("missing-value")
		}
	}
}

func (m *mapper) possible(isPossible bool) {
	if !isPossible {
		m.reject("impossible-time")
	}
}

// at takes a time column of the fact, whose time is the latest of them.
func (m *mapper) at(r *row, column int) {
	m.needs(r, column)
	if r.has(column) {
		m.possible(isPossible(r.long(column)))
		m.wall = max(m.wall, r.long(column))
	}
}

// members checks columns that refer to members.
func (m *mapper) members(r *row, columns ...int) {
	for _, column := range columns {
		m.needs(r, column)
		if r.has(column) {
			m.knows(r.int(column))
		}
	}
}

func (m *mapper) knows(member int32) {
	if registration, found := m.registrations[member]; found {
		m.registration = max(m.registration, registration)
	} else {
		m.reject("unknown-member")
	}
}

// accepts says whether the fact becomes an event, and counts it where not.
func (m *mapper) accepts() bool {
	if m.rejection != "" {
		m.counts["rejected: "+m.rejection]++
	}
	return m.rejection == ""
}

// ofMember adds the fact's event to the stream of a member.
func (m *mapper) ofMember(kind string, field int, member int32) {
	m.subject = append(append(m.subject[:0], m.country...), "/member/"...)
	m.subject = strconv.AppendInt(m.subject, int64(member), 10)
	m.add(kind, field, kind == "member-deleted")
}

// ofChat adds the fact's event to the stream of a chat.
func (m *mapper) ofChat(kind string, field int, one, other int32) {
	if one > other {
		one, other = other, one
	}
	m.subject = append(append(m.subject[:0], m.country...), "/chat/"...)
	m.subject = append(strconv.AppendInt(m.subject, int64(one), 10), '-')
	m.subject = strconv.AppendInt(m.subject, int64(other), 10)
	m.add(kind, field, false)
}

func (m *mapper) add(kind string, field int, last bool) {
	instant, shift := m.utc(m.wall)
	if shift != "" {
		m.counts["shifted: "+shift]++
	}
	if instant < m.earliest {
		instant = m.earliest
		m.counts["clamped"]++
	}
	m.earliest = instant
	if instant < m.registration {
		m.counts["before-registration"]++
	}
	m.counts["events"]++
	name := append(append(m.name, kind...), '/')
	id := sha1.Sum(appendTime(name, m.wall))
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80

	const envelope = 128 // is more than id, time, country, subject and lengths take
	if cap(m.chunk)-len(m.chunk) < envelope+len(m.payload) {
		m.chunk = make([]byte, 0, max(1<<20, int64(envelope+len(m.payload))))
	}
	b := m.chunk[len(m.chunk):]
	b = appendOptBytes(b, 1, id[:16])
	b = appendTimestamp(b, 2, instant)
	b = appendOptBytes(b, 3, []byte(m.country))
	b = appendOptBytes(b, 4, m.subject)
	b = appendOptBytes(b, field, m.payload)
	m.chunk = m.chunk[:len(m.chunk)+len(b)]
	m.events = append(m.events, event{instant, last, m.place, uint8(field), m.key, b[:len(b):len(b)]})
}

func max(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

func (m *mapper) member(r *row) {
	id := r.int(memberID)
	m.begin()
	m.members(r, memberID)
	m.needs(r, memberGUID, memberNickname, memberEmail, memberGender, memberBirthday)
	m.possible(isDate(r.int(memberBirthday)))
	m.at(r, memberRegistered)
	if m.accepts() {
		p := appendID(m.payload, 1, id)
		p = appendBytes(p, 2, r.bytes(memberGUID))
		p = appendText(p, 3, r, memberNickname)
		p = appendText(p, 4, r, memberEmail)
		p = appendOptInt(p, 5, int64(r.int(memberGender)))
		m.payload = appendDate(p, 6, r.int(memberBirthday))
		m.ofMember("member-registered", 16, id)
	}
	if r.isSet(memberApproved) {
		m.profile(r, "registration-approved", 17, memberApproved)
		if r.isSet(memberProfileChanged) && r.long(memberProfileChanged) > r.long(memberApproved) {
			m.profile(r, "profile-changed", 18, memberProfileChanged)
		}
	}
	if r.isSet(memberDeleted) {
		m.begin()
		m.members(r, memberID)
		m.at(r, memberDeleted)
		if m.accepts() {
			m.payload = appendID(m.payload, 1, id)
			m.ofMember("member-deleted", 19, id)
		}
	}
}

func isDate(days int32) bool { return int64(days) >= firstDay-1 && int64(days) <= neverLast }

// profile adds an event that carries the whole profile.
func (m *mapper) profile(r *row, kind string, field, at int) {
	login, hasLoggedIn := r.lastLogin()
	m.begin()
	m.members(r, memberID)
	m.needs(r, memberNickname, memberEmail, memberGender, memberBirthday)
	m.possible(isDate(r.int(memberBirthday)))
	m.needs(r, memberCity, memberSeekGender, memberSeekFrom, memberSeekTo, memberBalance, memberPremium)
	m.possible(!hasLoggedIn || isPossible(login))
	m.at(r, at)
	if !m.accepts() {
		return
	}
	var p []byte
	p = appendText(p, 1, r, memberNickname)
	p = appendOptInt(p, 2, int64(r.int(memberGender)))
	p = appendDate(p, 3, r.int(memberBirthday))
	p = appendText(p, 4, r, memberEmail)
	p = appendOptInt(p, 5, int64(r.int(memberCity)))
	if name, found := m.cities[r.int(memberCity)]; found {
		p = appendOptBytes(p, 6, []byte(name))
	}
	p = appendText(p, 7, r, memberHeadline)
	p = appendText(p, 8, r, memberPresentation)
	if r.has(memberHeight) {
		p = appendOptInt(p, 9, int64(r.int(memberHeight)))
	}
	p = appendOptInt(p, 10, int64(r.int(memberSeekGender)))
	p = appendOptInt(p, 11, int64(uint32(r.long(memberSeekFrom))))
	p = appendOptInt(p, 12, int64(uint32(r.long(memberSeekTo))))
	p = appendOptInt(p, 13, r.long(memberBalance))
	p = appendOptInt(p, 14, r.long(memberPremium))
	if hasLoggedIn {
		p = appendTimestamp(p, 15, login)
	}
	m.payload = appendOptBytes(appendID(m.payload, 1, r.int(memberID)), 2, p)
	m.ofMember(kind, field, r.int(memberID))
}

func (m *mapper) album(r *row) {
	m.begin()
	m.needs(r, albumID)
	m.members(r, albumMember)
	m.needs(r, albumTitle, albumPrivate)
	m.at(r, albumCreated)
	if m.accepts() {
		p := appendID(m.payload, 1, r.int(albumID))
		p = appendID(p, 2, r.int(albumMember))
		p = appendText(p, 3, r, albumTitle)
		m.payload = appendBool(p, 4, r.bool(albumPrivate))
		m.ofMember("album-created", 31, r.int(albumMember))
	}
}

func (m *mapper) photo(r *row) {
	m.photoFact(r, "photo-uploaded", 33, photoUploaded, photoURL, photoWidth, photoHeight)
	isApproved := r.isSet(photoApproved)
	if isApproved {
		m.photoFact(r, "photo-approved", 34, photoApproved)
	}
	if r.isSet(photoRejected) {
		m.photoFact(r, "photo-rejected", 35, photoRejected)
	}
	if isApproved && (r.bool(photoPortrait) || !r.has(photoPortrait)) {
		m.photoFact(r, "portrait-chosen", 36, photoApproved, photoPortrait)
	}
}

func (m *mapper) photoFact(r *row, kind string, field, at int, needed ...int) {
	m.begin()
	m.needs(r, photoID)
	m.members(r, photoMember)
	m.needs(r, needed...)
	m.at(r, at)
	if !m.accepts() {
		return
	}
	p := appendID(appendID(m.payload, 1, r.int(photoID)), 2, r.int(photoMember))
	if at == photoUploaded {
		if r.has(photoAlbum) {
			p = appendOptInt(p, 3, int64(r.int(photoAlbum)))
		}
		p = appendText(p, 4, r, photoURL)
		p = appendText(p, 5, r, photoCaption)
		p = appendID(appendID(p, 6, r.int(photoWidth)), 7, r.int(photoHeight))
	}
	m.payload = p
	m.ofMember(kind, field, r.int(photoMember))
}

func (m *mapper) abuseReport(r *row) {
	m.abuseFact(r, "abuse-reported", 42, reportCreated)
	if r.isSet(reportResolved) {
		m.abuseFact(r, "abuse-resolved", 43, reportResolved)
	}
}

func (m *mapper) abuseFact(r *row, kind string, field, at int) {
	m.begin()
	m.needs(r, reportID)
	m.members(r, reportReporter, reportReported)
	if at == reportCreated {
		m.needs(r, reportReason)
	}
	m.at(r, at)
	if !m.accepts() {
		return
	}
	p := appendBytes(m.payload, 1, r.bytes(reportID))
	p = appendID(appendID(p, 2, r.int(reportReporter)), 3, r.int(reportReported))
	if at == reportCreated {
		p = appendInt(p, 4, int64(uint32(r.long(reportReason))))
		m.payload = appendText(p, 5, r, reportText)
		m.ofMember(kind, field, r.int(reportReporter))
		return
	}
	if r.has(reportResolution) {
		p = appendOptInt(p, 4, int64(uint32(r.long(reportResolution))))
	}
	m.payload = p
	m.ofMember(kind, field, r.int(reportReported))
}

func (m *mapper) block(r *row) {
	m.pair(r, "member-blocked", 29, blockCreated, blockMember)
	if r.isSet(blockRemoved) {
		m.pair(r, "member-unblocked", 30, blockRemoved, blockMember)
	}
}

func (m *mapper) flirt(r *row) {
	m.pair(r, "flirt-sent", 24, flirtSent, flirtFrom, flirtType)
	if r.isSet(flirtRead) {
		m.pair(r, "flirt-read", 25, flirtRead, flirtTo)
	}
}

// pair adds an event of a block or a flirt: a key, then two members.
func (m *mapper) pair(r *row, kind string, field, at, subject int, needed ...int) {
	m.begin()
	m.needs(r, blockID)
	m.members(r, blockMember, blockBlocked)
	m.needs(r, needed...)
	m.at(r, at)
	if m.accepts() {
		p := appendID(m.payload, 1, r.int(blockID))
		p = appendID(appendID(p, 2, r.int(blockMember)), 3, r.int(blockBlocked))
		for _, column := range needed {
			p = appendInt(p, column, int64(uint32(r.long(column))))
		}
		m.payload = p
		m.ofMember(kind, field, r.int(subject))
	}
}

func (m *mapper) favorite(r *row) { m.memberToMember(r, "favorite-added", 27) }

func (m *mapper) profileVisit(r *row) { m.memberToMember(r, "profile-visited", 26) }

// memberToMember adds an event of a favorite or a visit: two members, then the time.
func (m *mapper) memberToMember(r *row, kind string, field int) {
	m.begin()
	m.members(r, visitVisitor, visitVisited)
	m.at(r, visitAt)
	if m.accepts() {
		m.payload = appendID(appendID(m.payload, 1, r.int(visitVisitor)), 2, r.int(visitVisited))
		m.ofMember(kind, field, r.int(visitVisitor))
	}
}

func (m *mapper) memberInterest(r *row) {
	m.begin()
	m.members(r, hasMember)
	m.needs(r, hasInterest)
	m.at(r, hasAdded)
	name, found := m.interests[r.int(hasInterest)]
	if !found {
		m.reject("unknown-interest")
	}
	if m.accepts() {
		p := appendID(appendID(m.payload, 1, r.int(hasMember)), 2, r.int(hasInterest))
		m.payload = appendBytes(p, 3, []byte(name))
		m.ofMember("interest-added", 40, r.int(hasMember))
	}
}

func (m *mapper) message(r *row) {
	from, to := r.int(messageFrom), r.int(messageTo)
	bySender, byRecipient := r.bool(messageDeletedBySender), r.bool(messageDeletedByTo)
	if bySender && byRecipient {
		m.counts["deleted by both sides"]++
		return
	}
	if m.messageFact(r, []int{messageBody}, messageSent) {
		p := appendInt(m.payload, 1, r.long(messageID))
		p = appendID(appendID(p, 2, from), 3, to)
		p = appendText(p, 4, r, messageSubject)
		m.payload = appendText(p, 5, r, messageBody)
		m.ofChat("message-sent", 20, from, to)
	}
	times := []int{messageSent}
	if r.isSet(messageRead) {
		times = append(times, messageRead)
		if m.messageFact(r, nil, messageRead) {
			p := appendInt(m.payload, 1, r.long(messageID))
			m.payload = appendID(appendID(p, 2, from), 3, to)
			m.ofChat("thread-read", 21, from, to)
		}
	}
	if bySender || byRecipient || !r.has(messageDeletedBySender) || !r.has(messageDeletedByTo) {
		if m.messageFact(r, []int{messageDeletedBySender, messageDeletedByTo}, times...) {
			one, other := to, from
			if bySender {
				one, other = from, to
			}
			p := appendInt(m.payload, 1, r.long(messageID))
			m.payload = appendID(appendID(p, 2, one), 3, other)
			m.ofChat("message-hidden", 22, one, other)
		}
	}
}

// messageFact checks a fact of a message and says whether it becomes an event.
func (m *mapper) messageFact(r *row, needed []int, times ...int) bool {
	m.begin()
	m.needs(r, messageID)
	m.members(r, messageFrom, messageTo)
	m.needs(r, needed...)
	for _, column := range times {
		m.at(r, column)
	}
	return m.accepts()
}

func (m *mapper) photoLike(r *row) {
	m.begin()
	m.needs(r, likePhoto)
	m.members(r, likeMember)
	m.at(r, likeLiked)
	owner, found := m.owners[r.int(likePhoto)]
	if found {
		m.knows(owner)
	} else {
		m.reject("unknown-photo")
	}
	if m.accepts() {
		p := appendID(appendID(m.payload, 1, r.int(likePhoto)), 2, r.int(likeMember))
		m.payload = appendID(p, 3, owner)
		m.ofMember("photo-liked", 38, owner)
	}
}

// A manifest has the fields of manifest.json that matter here.
type manifest struct {
	Content  string
	Kind     string
	Country  string
	TimeZone string
	Parts    []part
}

type part struct {
	Path, Rows, Table string
}

func (p *part) table() string { return strings.TrimPrefix(p.Table, "dbo.") }

// read calls a function for each row of a part.
func (p *part) read(folder string, each func(*row)) error {
	file, err := os.Open(filepath.Join(folder, p.Path))
	if err != nil {
		return err
	}
	defer file.Close()
	inflated, err := gzip.NewReader(bufio.NewReaderSize(file, 1<<18))
	if err != nil {
		return fmt.Errorf("%s: %w", p.Path, err)
	}
	records := bufio.NewReaderSize(inflated, 1<<18)
	var r row
	var record []byte
	for {
		length, err := binary.ReadUvarint(records)
		if err == io.EOF {
			return nil
		}
		if err == nil && length > 1<<28 {
			err = errDamaged
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		if uint64(cap(record)) < length {
			record = make([]byte, 2*length)
		}
		record = record[:length]
		if _, err = io.ReadFull(records, record); err == nil {
			err = r.parse(record)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		each(&r)
	}
}

// load loads the tables that others refer to.
func (w *world) load(folder string, parts []part) error {
	for _, p := range parts {
		var put func(*row)
		switch p.table() {
		case "Members":
			put = func(r *row) {
				registration := int64(always)
				if r.has(memberRegistered) && isPossible(r.long(memberRegistered)) {
					registration, _ = w.utc(r.long(memberRegistered))
				}
				w.registrations[r.int(memberID)] = registration
			}
		case "Photos":
			put = func(r *row) { w.owners[r.int(photoID)] = r.int(photoMember) }
		case "Cities":
			put = func(r *row) { w.cities[r.int(cityID)] = string(r.bytes(cityName)) }
		case "Interests":
			put = func(r *row) { w.interests[r.int(interestID)] = string(r.bytes(interestName)) }
		default:
			continue
		}
		if err := p.read(folder, put); err != nil {
			return err
		}
	}
	return nil
}

// mapParts maps all parts side by side.
func (w *world) mapParts(folder string, parts []part) ([]event, counts, error) {
	var mappers []*mapper
	var group sync.WaitGroup
	failures := make([]error, len(parts))
	for i := range parts {
		for place := range tables {
			if tables[place].name == parts[i].table() {
				m := newMapper(w, place)
				mappers = append(mappers, m)
				group.Add(1)
				go func(i int) {
					defer group.Done()
					failures[i] = parts[i].read(folder, m.mapRow)
				}(i)
			}
		}
	}
	group.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, nil, err
		}
	}
	var events []event
	total := counts{}
	for _, m := range mappers {
		events = append(events, m.events...)
		for what, count := range m.counts {
			total[what] += count
		}
	}
	return events, total, nil
}

func write(path string, events []event) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	buffered := bufio.NewWriterSize(file, 1<<18)
	deflated, err := gzip.NewWriterLevel(buffered, gzip.BestSpeed)
	if err != nil {
		return err
	}
	records := bufio.NewWriterSize(deflated, 1<<18)
	var length [binary.MaxVarintLen64]byte
	for i := range events {
		n := binary.PutUvarint(length[:], uint64(len(events[i].message)))
		records.Write(length[:n])
		records.Write(events[i].message)
	}
	// A writer keeps its first error and returns it here.
	for _, end := range []func() error{records.Flush, deflated.Close, buffered.Flush, file.Close} {
		if err := end(); err != nil {
			return err
		}
	}
	return nil
}

func run(folder, output string) error {
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	if err != nil {
		return err
	}
	var dump manifest
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&dump); err != nil {
		return err
	}
	if dump.Content != "CONTENT_ROWS" || dump.Kind != "KIND_FULL" {
		return fmt.Errorf("%s: not a full dump of rows", folder)
	}
	zone, err := time.LoadLocation(dump.TimeZone)
	if err != nil {
		return err
	}
	w := &world{dump.Country, zone, map[int32]int64{}, map[int32]int32{}, map[int32]string{}, map[int32]string{}}
	if err := w.load(folder, dump.Parts); err != nil {
		return err
	}
	events, total, err := w.mapParts(folder, dump.Parts)
	if err != nil {
		return err
	}
	sort.Slice(events, func(i, j int) bool { return events[i].less(&events[j]) })
	if err := write(output, events); err != nil {
		return err
	}
	var names []string
	for what := range total {
		names = append(names, what)
	}
	sort.Strings(names)
	for _, what := range names {
		fmt.Printf("%s: %d\n", what, total[what])
	}
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: transform DUMP EVENTS.gz")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "transform:", err)
		os.Exit(1)
	}
}
