// Command transform turns a dump of legacy rows into events in total order. It is the peer of
// "hpc transform": a straightforward program for the same job, written with Go's standard library.
//
// It loads the tables to which others refer, maps the rows of all parts to encoded events, sorts
// these in memory, and writes them to one gzip file. It writes no index, no checksums and no
// rejects, but it counts the rejects. It expects intact rows with unique keys.
//
// Parts are mapped side by side, one goroutine for each, since they do not depend on each other.
// Sorting and deflating use one goroutine, since sort.Slice and compress/gzip do. Protobuf is read
// and written by hand: columns go from the row to the event without an object between them, which
// is faster than generated code.
package main

import (
	"bufio"
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

// The columns of the legacy tables, by the numbers of their fields. Columns from 25 on are derived
// from others and from lookups.
const (
	cityID, cityName         = 1, 2
	interestID, interestName = 1, 2

	memberID, memberGUID, nickname, email, gender, birthday, memberCity = 1, 2, 3, 4, 7, 8, 9
	headline, presentation, height, seekGender, seekFrom, seekTo        = 10, 11, 12, 13, 14, 15
	balance, premium, registeredAt, memberApprovedAt                    = 16, 17, 18, 20
	profileChangedAt, lastLoginAt, memberDeletedAt                      = 21, 22, 23
	birthdayDate, lastLoginTime, memberCityName, memberProfile          = 25, 26, 27, 28

	albumID, albumMember, albumTitle, isPrivate, albumCreatedAt = 1, 2, 3, 4, 5

	photoID, photoMember, photoAlbum, url, caption, isPortrait  = 1, 2, 3, 4, 5, 6
	width, photoHeight, uploadedAt, photoApprovedAt, rejectedAt = 7, 8, 9, 10, 11

	reportID, reporter, reported, reason, reportText   = 1, 2, 3, 4, 5
	reportCreatedAt, resolvedAt, resolution            = 6, 7, 8
	blockID, blocker, blocked, blockedAt, removedAt    = 1, 2, 3, 4, 5
	admirer, favorite, favoriteAt                      = 1, 2, 3
	flirtID, flirtFrom, flirtTo, flirtType             = 1, 2, 3, 4
	flirtSentAt, flirtReadAt                           = 5, 6
	interested, interest, addedAt, nameOfInterest      = 1, 2, 3, 25
	messageID, messageFrom, messageTo, subject, body   = 1, 2, 3, 4, 5
	sentAt, readAt, deletedBySender, deletedByReceiver = 6, 7, 8, 9
	hider, otherSide, hiddenReadAt                     = 25, 26, 27
	likedPhoto, liker, likedAt, photoOwner             = 1, 2, 3, 25
	visitor, visited, visitedAt                        = 1, 2, 3
	maxColumns                                         = 32
)

// A table gives events. In a list of columns, a minus marks one that may be NULL.
type table struct {
	name    string
	key     []int
	members []int                        // the columns that name a member
	derive  func(m *mapper, r *row) bool // sets derived columns; false for a row without facts
	lookup  int                          // the derived column that must be found; 0 for none
	unknown string                       // the reason to reject a fact where it is not
	facts   []fact
}

// A fact is a kind of event. The facts of a row are in their order.
type fact struct {
	kind    string
	field   int               // of the payload in the envelope
	given   func(r *row) bool // whether a row gives the fact; nil for each row
	needs   []int             // the columns to check
	at      []int             // the columns with the time, of which the latest counts
	stream  []int             // the columns with the member, or with the two members of a chat
	carries []int             // the columns of the payload's fields 1, 2, 3 …; minus: a zero, too
}

type cols = []int

var profileNeeds = cols{memberID, nickname, email, gender, birthday, memberCity, seekGender,
	seekFrom, seekTo, balance, premium, -lastLoginAt}

var profileCarries = cols{-nickname, -gender, -birthdayDate, -email, -memberCity, -memberCityName,
	-headline, -presentation, -height, -seekGender, -seekFrom, -seekTo, -balance, -premium, -lastLoginTime}

// The tables are in the order of their facts at one instant.
var tables = []*table{
	{name: "Members", key: cols{memberID}, members: cols{memberID}, derive: (*mapper).deriveMember, facts: []fact{
		{"member-registered", 16, nil, cols{memberID, memberGUID, nickname, email, gender, birthday},
			cols{registeredAt}, cols{memberID}, cols{memberID, memberGUID, -nickname, -email, -gender, -birthdayDate}},
		{"registration-approved", 17, isSet(memberApprovedAt), profileNeeds,
			cols{memberApprovedAt}, cols{memberID}, cols{memberID, -memberProfile}},
		{"profile-changed", 18, isProfileChanged, profileNeeds,
			cols{profileChangedAt}, cols{memberID}, cols{memberID, -memberProfile}},
		{"member-deleted", 19, isSet(memberDeletedAt), cols{memberID},
			cols{memberDeletedAt}, cols{memberID}, cols{memberID}}}},
	{name: "Albums", key: cols{albumID}, members: cols{albumMember}, facts: []fact{
		{"album-created", 31, nil, cols{albumID, albumMember, albumTitle, isPrivate},
			cols{albumCreatedAt}, cols{albumMember}, cols{albumID, albumMember, -albumTitle, isPrivate}}}},
	{name: "Photos", key: cols{photoID}, members: cols{photoMember}, facts: []fact{
		{"photo-uploaded", 33, nil, cols{photoID, photoMember, url, width, photoHeight},
			cols{uploadedAt}, cols{photoMember}, cols{photoID, photoMember, -photoAlbum, -url, -caption, width, photoHeight}},
		{"photo-approved", 34, isSet(photoApprovedAt), cols{photoID, photoMember},
			cols{photoApprovedAt}, cols{photoMember}, cols{photoID, photoMember}},
		{"photo-rejected", 35, isSet(rejectedAt), cols{photoID, photoMember},
			cols{rejectedAt}, cols{photoMember}, cols{photoID, photoMember}},
		{"portrait-chosen", 36, isPortraitChosen, cols{photoID, photoMember, isPortrait},
			cols{photoApprovedAt}, cols{photoMember}, cols{photoID, photoMember}}}},
	{name: "AbuseReports", key: cols{reportID}, members: cols{reporter, reported}, facts: []fact{
		{"abuse-reported", 42, nil, cols{reportID, reporter, reported, reason},
			cols{reportCreatedAt}, cols{reporter}, cols{reportID, reporter, reported, reason, -reportText}},
		{"abuse-resolved", 43, isSet(resolvedAt), cols{reportID, reporter, reported},
			cols{resolvedAt}, cols{reported}, cols{reportID, reporter, reported, -resolution}}}},
	{name: "Blocks", key: cols{blockID}, members: cols{blocker, blocked}, facts: []fact{
		{"member-blocked", 29, nil, cols{blockID, blocker, blocked},
			cols{blockedAt}, cols{blocker}, cols{blockID, blocker, blocked}},
		{"member-unblocked", 30, isSet(removedAt), cols{blockID, blocker, blocked},
			cols{removedAt}, cols{blocker}, cols{blockID, blocker, blocked}}}},
	{name: "Favorites", key: cols{admirer, favorite}, members: cols{admirer, favorite}, facts: []fact{
		{"favorite-added", 27, nil, cols{admirer, favorite},
			cols{favoriteAt}, cols{admirer}, cols{admirer, favorite}}}},
	{name: "Flirts", key: cols{flirtID}, members: cols{flirtFrom, flirtTo}, facts: []fact{
		{"flirt-sent", 24, nil, cols{flirtID, flirtFrom, flirtTo, flirtType},
			cols{flirtSentAt}, cols{flirtFrom}, cols{flirtID, flirtFrom, flirtTo, flirtType}},
		{"flirt-read", 25, isSet(flirtReadAt), cols{flirtID, flirtFrom, flirtTo},
			cols{flirtReadAt}, cols{flirtTo}, cols{flirtID, flirtFrom, flirtTo}}}},
	{name: "MemberInterests", key: cols{interested, interest}, members: cols{interested},
		derive: (*mapper).deriveInterest, lookup: nameOfInterest, unknown: "unknown-interest", facts: []fact{
			{"interest-added", 40, nil, cols{interested, interest},
				cols{addedAt}, cols{interested}, cols{interested, interest, nameOfInterest}}}},
	{name: "Messages", key: cols{messageID}, members: cols{messageFrom, messageTo},
		derive: (*mapper).deriveMessage, facts: []fact{
			{"message-sent", 20, nil, cols{messageID, messageFrom, messageTo, body},
				cols{sentAt}, cols{messageFrom, messageTo}, cols{messageID, messageFrom, messageTo, -subject, -body}},
			{"thread-read", 21, isSet(readAt), cols{messageID, messageFrom, messageTo},
				cols{readAt}, cols{messageFrom, messageTo}, cols{messageID, messageFrom, messageTo}},
			{"message-hidden", 22, isHidden, cols{messageID, messageFrom, messageTo, deletedBySender, deletedByReceiver},
				cols{sentAt, -hiddenReadAt}, cols{hider, otherSide}, cols{messageID, hider, otherSide}}}},
	{name: "PhotoLikes", key: cols{likedPhoto, liker}, members: cols{liker, photoOwner},
		derive: (*mapper).deriveLike, lookup: photoOwner, unknown: "unknown-photo", facts: []fact{
			{"photo-liked", 38, nil, cols{likedPhoto, liker},
				cols{likedAt}, cols{photoOwner}, cols{likedPhoto, liker, photoOwner}}}},
	{name: "ProfileVisits", key: cols{visitor, visited, visitedAt}, members: cols{visitor, visited}, facts: []fact{
		{"profile-visited", 26, nil, cols{visitor, visited},
			cols{visitedAt}, cols{visitor}, cols{visitor, visited}}}},
}

func isSet(column int) func(r *row) bool {
	return func(r *row) bool { return r.has(column) && !isNever(r.int(column)) }
}

func isProfileChanged(r *row) bool {
	return isSet(memberApprovedAt)(r) && isSet(profileChangedAt)(r) && r.int(profileChangedAt) > r.int(memberApprovedAt)
}

func isPortraitChosen(r *row) bool {
	return isSet(photoApprovedAt)(r) && (r.int(isPortrait) != 0 || !r.has(isPortrait))
}

func isHidden(r *row) bool {
	return !r.has(deletedBySender) || !r.has(deletedByReceiver) || r.int(deletedBySender) != r.int(deletedByReceiver)
}

func (m *mapper) deriveMember(r *row) bool {
	days := r.int(birthday)
	if days < firstDay-1 || days > neverLast {
		r.impossible |= 1 << birthday
	} else {
		year, month, day := time.Unix(days*86400, 0).UTC().Date()
		date := appendInt(nil, 1, int64(year))
		r.setText(birthdayDate, appendInt(appendInt(date, 2, int64(month)), 3, int64(day)))
	}
	var login row
	if r.has(lastLoginAt) && login.parse(r.text[lastLoginAt]) == nil {
		zigzag, ticks := login.int(2), login.int(1)
		minutes := zigzag>>1 ^ -(zigzag & 1)
		if !isNever(ticks + minutes*60*ticksPerSecond) {
			r.setText(lastLoginTime, appendTimestamp(nil, ticks))
			if !isPossible(ticks) {
				r.impossible |= 1 << lastLoginAt
			}
		}
	}
	if name, found := m.cities[int32(r.int(memberCity))]; found {
		r.setText(memberCityName, name)
	}
	if isSet(memberApprovedAt)(r) {
		r.setText(memberProfile, r.carry(nil, profileCarries))
	}
	return true
}

func (m *mapper) deriveInterest(r *row) bool {
	if name, found := m.interests[int32(r.int(interest))]; found {
		r.setText(nameOfInterest, name)
	}
	return true
}

func (m *mapper) deriveLike(r *row) bool {
	if owner, found := m.owners[int32(r.int(likedPhoto))]; found {
		r.setInt(photoOwner, int64(owner))
	}
	return true
}

func (m *mapper) deriveMessage(r *row) bool {
	bySender := r.int(deletedBySender) != 0
	if bySender && r.int(deletedByReceiver) != 0 {
		m.counts["deleted by both sides"]++
		return false
	}
	one, other := r.int(messageTo), r.int(messageFrom)
	if bySender {
		one, other = other, one
	}
	r.setInt(hider, one)
	r.setInt(otherSide, other)
	if isSet(readAt)(r) {
		r.setInt(hiddenReadAt, r.int(readAt))
	}
	return true
}

// A row holds the columns of a record. Its texts are valid until the next row is read.
type row struct {
	present, impossible uint32 // columns as bits; those with a value that no event may have
	number              [maxColumns]int64
	text                [maxColumns][]byte // nil for a number
}

var errDamaged = errors.New("a record is not a protobuf message")

func (r *row) parse(b []byte) error {
	r.present, r.impossible = 0, 0
	for len(b) > 0 {
		tag, n := binary.Uvarint(b)
		if n <= 0 {
			return errDamaged
		}
		b = b[n:]
		var text []byte
		value, n := binary.Uvarint(b)
		if n <= 0 {
			return errDamaged
		}
		switch tag & 7 {
		case 0:
		case 2:
			if value > uint64(len(b)-n) {
				return errDamaged
			}
			text = b[n : n+int(value)]
			n += int(value)
		default: // No column has another type.
			return errDamaged
		}
		b = b[n:]
		if field := tag >> 3; field < maxColumns {
			r.present |= 1 << field
			r.number[field], r.text[field] = int64(value), text
		}
	}
	return nil
}

func (r *row) has(column int) bool { return r.present&(1<<column) != 0 }

// int returns a number, and 0 for NULL.
func (r *row) int(column int) int64 {
	if !r.has(column) {
		return 0
	}
	return r.number[column]
}

func (r *row) setInt(column int, value int64) {
	r.present |= 1 << column
	r.number[column], r.text[column] = value, nil
}

func (r *row) setText(column int, text []byte) {
	r.present |= 1 << column
	r.text[column] = text
}

// carry appends columns as the fields 1, 2, 3 and so on.
func (r *row) carry(b []byte, columns []int) []byte {
	for i, column := range columns {
		zeros := column < 0
		if zeros {
			column = -column
		}
		if !r.has(column) {
			continue
		}
		if text := r.text[column]; text != nil {
			if zeros || len(text) > 0 {
				b = appendText(b, i+1, text)
			}
		} else if zeros || r.number[column] != 0 {
			b = binary.AppendUvarint(append(b, byte((i+1)<<3)), uint64(r.number[column]))
		}
	}
	return b
}

func appendInt(b []byte, field int, value int64) []byte {
	if value == 0 {
		return b
	}
	return binary.AppendUvarint(append(b, byte(field<<3)), uint64(value))
}

func appendText[T string | []byte](b []byte, field int, text T) []byte {
	b = binary.AppendUvarint(b, uint64(field<<3|2))
	b = binary.AppendUvarint(b, uint64(len(text)))
	return append(b, text...)
}

func appendTimestamp(b []byte, ticks int64) []byte {
	seconds := floorDiv(ticks, ticksPerSecond)
	return appendInt(appendInt(b, 1, seconds), 2, (ticks-seconds*ticksPerSecond)*100)
}

// appendTime appends the ISO text of a wall-clock time with 7 digits.
func appendTime(b []byte, ticks int64) []byte {
	seconds := floorDiv(ticks, ticksPerSecond)
	t := time.Unix(seconds, (ticks-seconds*ticksPerSecond)*100).UTC()
	return t.AppendFormat(b, "2006-01-02T15:04:05.0000000")
}

const (
	ticksPerSecond = 10_000_000
	ticksPerDay    = 24 * 60 * 60 * ticksPerSecond
	earliest       = math.MinInt64
)

// The days that mean "never", and the first one that an event may have.
var neverFirst, neverLast, firstDay = day(1753, 1, 1), day(9999, 12, 31), day(1, 1, 2)

func day(year, month, day int) int64 {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func max(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

func isNever(ticks int64) bool {
	d := floorDiv(ticks, ticksPerDay)
	return d == neverFirst || d == neverLast
}

func isPossible(ticks int64) bool {
	d := floorDiv(ticks, ticksPerDay)
	return d >= firstDay && d < neverLast && d != neverFirst
}

// A world is what all parts share.
type world struct {
	country       string
	zone          *time.Location
	registrations map[int32]int64 // of members, in ticks of UTC
	owners        map[int32]int32 // of photos
	cities        map[int32][]byte
	interests     map[int32][]byte
}

// offset returns the zone's offset from UTC in seconds.
func (w *world) offset(unix int64) int64 {
	_, seconds := time.Unix(unix, 0).In(w.zone).Zone()
	return int64(seconds)
}

// utc returns the instant of a wall-clock time, and "gap" or "overlap" where the clock was put
// forward or back.
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

// An event is an encoded message and its place in the total order.
type event struct {
	instant            int64
	last, table, field uint8 // in a row, the fact with the lower field comes first
	key                [3]int64
	message            []byte
}

func (a *event) less(b *event) bool {
	switch {
	case a.instant != b.instant:
		return a.instant < b.instant
	case a.last != b.last:
		return a.last < b.last
	case a.table != b.table:
		return a.table < b.table
	}
	for i := range a.key {
		if a.key[i] != b.key[i] {
			return a.key[i] < b.key[i]
		}
	}
	return a.field < b.field
}

// A mapper maps the rows of one part.
type mapper struct {
	*world
	table   *table
	place   uint8
	members uint32 // the columns that name a member, as bits
	events  []event
	counts  map[string]int
	key     [3]int64
	name    []byte // what is hashed for an id: the namespace, then <country>/<table>/<key>/<kind>/<time>
	prefix  int    // how much of it all rows share
	payload []byte
	subject []byte
	chunk   []byte // has room for the next messages
}

var namespace = get(hex.DecodeString("0f58daad781552958519815457e63376"))

func (w *world) mapper(place int) *mapper {
	m := &mapper{world: w, table: tables[place], place: uint8(place), counts: map[string]int{}}
	m.name = append(append([]byte{}, namespace...), w.country+"/"+m.table.name+"/"...)
	m.prefix = len(m.name)
	for _, column := range m.table.members {
		m.members |= 1 << column
	}
	return m
}

// mapRow adds the events of a row.
func (m *mapper) mapRow(r *row) {
	if m.table.derive != nil && !m.table.derive(m, r) {
		return
	}
	m.setKey(r)
	latest := int64(earliest) // the instant of the row's previous fact
	for i := range m.table.facts {
		f := &m.table.facts[i]
		if f.given != nil && !f.given(r) {
			continue
		}
		wall, registration, rejection := m.check(f, r)
		if rejection != "" {
			m.counts["rejected: "+rejection]++
			continue
		}
		instant, shift := m.utc(wall)
		if shift != "" {
			m.counts["shifted: "+shift]++
		}
		if instant < latest {
			m.counts["clamped"]++
		}
		latest = max(latest, instant)
		if latest < registration {
			m.counts["before-registration"]++
		}
		m.add(f, r, wall, latest)
	}
}

// setKey sets the row's place in the order, and its name up to the kind of the event.
func (m *mapper) setKey(r *row) {
	m.name = m.name[:m.prefix]
	for i, column := range m.table.key {
		if i > 0 {
			m.name = append(m.name, ',')
		}
		m.key[i] = r.int(column)
		if g := r.text[column]; r.has(column) && len(g) == 16 {
			// GUIDs have an unsigned order.
			m.key[0] = int64(binary.BigEndian.Uint64(g) ^ 1<<63)
			m.key[1] = int64(binary.BigEndian.Uint64(g[8:]) ^ 1<<63)
			m.name = append(m.name, fmt.Sprintf("%x-%x-%x-%x-%x", g[:4], g[4:6], g[6:8], g[8:10], g[10:])...)
		} else if i == 2 { // The only key of three columns ends with a time.
			m.name = appendTime(m.name, m.key[i])
		} else {
			m.name = strconv.AppendInt(m.name, m.key[i], 10)
		}
	}
	m.name = append(m.name, '/')
}

// check returns a fact's own time, the latest registration of the members that it names, and the
// first reason to reject it.
func (m *mapper) check(f *fact, r *row) (wall, registration int64, rejection string) {
	reject := func(reason string) {
		if rejection == "" {
			rejection = reason
		}
	}
	wall, registration = earliest, earliest
	check := func(column int) {
		if column < 0 {
			column = -column
		} else if !r.has(column) {
			reject("missing-value")
		}
		if r.impossible&(1<<column) != 0 {
			reject("impossible-time")
		}
		if r.has(column) && m.members&(1<<column) != 0 {
			if since, found := m.registrations[int32(r.int(column))]; found {
				registration = max(registration, since)
			} else {
				reject("unknown-member")
			}
		}
	}
	for _, column := range f.needs {
		check(column)
	}
	for _, column := range f.at {
		check(column)
		if column < 0 {
			column = -column
		}
		if r.has(column) {
			if !isPossible(r.int(column)) {
				reject("impossible-time")
			}
			wall = max(wall, r.int(column))
		}
	}
	if m.table.lookup != 0 {
		if !r.has(m.table.lookup) {
			reject(m.table.unknown)
		}
		check(m.table.lookup)
	}
	return wall, registration, rejection
}

// add adds the event of a fact.
func (m *mapper) add(f *fact, r *row, wall, instant int64) {
	id := sha1.Sum(appendTime(append(append(m.name, f.kind...), '/'), wall))
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	m.subject = append(m.subject[:0], m.country...)
	if one := r.int(f.stream[0]); len(f.stream) == 1 {
		m.subject = strconv.AppendInt(append(m.subject, "/member/"...), one, 10)
	} else {
		other := r.int(f.stream[1])
		if one > other {
			one, other = other, one
		}
		m.subject = strconv.AppendInt(append(m.subject, "/chat/"...), one, 10)
		m.subject = strconv.AppendInt(append(m.subject, '-'), other, 10)
	}
	m.payload = r.carry(m.payload[:0], f.carries)
	size := 128 + len(m.payload) // the rest takes less
	if cap(m.chunk)-len(m.chunk) < size {
		m.chunk = make([]byte, 0, 1<<20+size)
	}
	var time [24]byte
	b := appendText(m.chunk[len(m.chunk):], 1, id[:16])
	b = appendText(b, 2, appendTimestamp(time[:0], instant))
	b = appendText(b, 3, m.country)
	b = appendText(b, 4, m.subject)
	b = appendText(b, f.field, m.payload)
	m.chunk = m.chunk[:len(m.chunk)+len(b)]
	last := uint8(0)
	if f.kind == "member-deleted" {
		last = 1
	}
	m.events = append(m.events, event{instant, last, m.place, uint8(f.field), m.key, b})
}

// must ends the program after an error.
func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "transform:", err)
		os.Exit(1)
	}
}

func get[T any](value T, err error) T {
	must(err)
	return value
}

// A dump is what matters here of a manifest.json.
type dump struct {
	folder                           string
	Content, Kind, Country, TimeZone string
	Parts                            []part
}

type part struct{ Path, Table string }

func (p part) table() string { return strings.TrimPrefix(p.Table, "dbo.") }

// read calls a function for each row of a part.
func (d *dump) read(p part, each func(*row)) {
	file := get(os.Open(filepath.Join(d.folder, p.Path)))
	defer file.Close()
	inflated := get(gzip.NewReader(bufio.NewReaderSize(file, 1<<18))) // reads all members of the file
	records := bufio.NewReaderSize(inflated, 1<<18)
	var r row
	var record []byte
	for {
		length, err := binary.ReadUvarint(records)
		if err == io.EOF {
			return
		}
		if err == nil && length > 1<<28 {
			err = errDamaged
		}
		if err == nil {
			if uint64(cap(record)) < length {
				record = make([]byte, 2*length)
			}
			record = record[:length]
			_, err = io.ReadFull(records, record)
		}
		if err == nil {
			err = r.parse(record)
		}
		if err != nil {
			must(fmt.Errorf("%s: %w", p.Path, err))
		}
		each(&r)
	}
}

// load loads the tables to which others refer.
func (w *world) load(d *dump) {
	puts := map[string]func(*row){
		"Members": func(r *row) {
			registration := int64(earliest)
			if r.has(registeredAt) && isPossible(r.int(registeredAt)) {
				registration, _ = w.utc(r.int(registeredAt))
			}
			w.registrations[int32(r.int(memberID))] = registration
		},
		"Photos": func(r *row) {
			if r.has(photoMember) {
				w.owners[int32(r.int(photoID))] = int32(r.int(photoMember))
			}
		},
		"Cities":    func(r *row) { putName(w.cities, r, cityID, cityName) },
		"Interests": func(r *row) { putName(w.interests, r, interestID, interestName) },
	}
	for _, p := range d.Parts {
		if put := puts[p.table()]; put != nil {
			d.read(p, put)
		}
	}
}

func putName(names map[int32][]byte, r *row, id, name int) {
	if r.has(name) {
		names[int32(r.int(id))] = append([]byte{}, r.text[name]...)
	}
}

// mapParts maps all parts side by side and returns their events and counts.
func (w *world) mapParts(d *dump) (events []event, counts map[string]int) {
	var mappers []*mapper
	var group sync.WaitGroup
	for _, p := range d.Parts {
		for place := range tables {
			if tables[place].name == p.table() {
				p, m := p, w.mapper(place)
				mappers = append(mappers, m)
				group.Add(1)
				go func() {
					defer group.Done()
					d.read(p, m.mapRow)
				}()
			}
		}
	}
	group.Wait()
	counts = map[string]int{}
	for _, m := range mappers {
		events = append(events, m.events...)
		for what, count := range m.counts {
			counts[what] += count
		}
	}
	return events, counts
}

func write(path string, events []event) {
	file := get(os.Create(path))
	buffered := bufio.NewWriterSize(file, 1<<18)
	deflated := get(gzip.NewWriterLevel(buffered, gzip.BestSpeed))
	records := bufio.NewWriterSize(deflated, 1<<18)
	var length []byte
	for i := range events {
		length = binary.AppendUvarint(length[:0], uint64(len(events[i].message)))
		records.Write(length)
		records.Write(events[i].message)
	}
	must(records.Flush()) // returns the first error of all writes
	must(deflated.Close())
	must(buffered.Flush())
	must(file.Close())
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: transform DUMP EVENTS.gz")
		os.Exit(2)
	}
	d := &dump{folder: os.Args[1]}
	must(json.Unmarshal(get(os.ReadFile(filepath.Join(d.folder, "manifest.json"))), d))
	if d.Content != "CONTENT_ROWS" || d.Kind != "KIND_FULL" {
		must(fmt.Errorf("%s: is not a full dump of rows", d.folder))
	}
	zone := get(time.LoadLocation(d.TimeZone))
	w := &world{d.Country, zone, map[int32]int64{}, map[int32]int32{}, map[int32][]byte{}, map[int32][]byte{}}
	w.load(d)
	events, counts := w.mapParts(d)
	sort.Slice(events, func(i, j int) bool { return events[i].less(&events[j]) })
	write(os.Args[2], events)
	counts["events"] = len(events)
	var lines []string
	for what, count := range counts {
		lines = append(lines, fmt.Sprintf("%s: %d", what, count))
	}
	sort.Strings(lines)
	fmt.Println(strings.Join(lines, "\n"))
}
