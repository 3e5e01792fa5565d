package com.happypancake.extractor.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.happypancake.database.column.ColumnReader;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.options.Column;
import com.happypancake.schemas.options.Pseudonym;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WireRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymEncoderTest {

  private static final ColumnReader TEXT =
      ColumnReader.of(String.class, ResultSet::getString, WireRow::putText);
  private static final ColumnReader BYTES =
      ColumnReader.of(byte[].class, ResultSet::getBytes, WireRow::putBytes);
  private static final ColumnReader GUID =
      ColumnReader.of(
          UUID.class, (rows, index) -> rows.getObject(index, UUID.class), WireRow::putGuid);
  private static final ColumnReader DATE =
      ColumnReader.of(
          LocalDate.class,
          (rows, index) -> rows.getObject(index, LocalDate.class),
          WireRow::putDate);

  private final Pseudonyms pseudonyms = new Pseudonyms(TestKeys.of(1));
  private final WireRow row = new WireRow();

  private static LegacyColumn column(String name) {
    return LegacyCatalogue.hpc().tables().stream()
        .flatMap(table -> table.columns().stream())
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void exactlyThePersonalColumnsAreMarked() {
    List<String> marked =
        LegacyCatalogue.hpc().tables().stream()
            .flatMap(table -> table.columns().stream())
            .filter(column -> column.options().getPseudonym() != Pseudonym.PSEUDONYM_NONE)
            .map(LegacyColumn::name)
            .toList();

    assertThat(marked)
        .containsExactlyInAnyOrder(
            "Nickname",
            "Email",
            "PasswordHash",
            "PasswordSalt",
            "RegisteredIp",
            "MemberGuid",
            "ReportId",
            "Headline",
            "Presentation",
            "Subject",
            "Body",
            "Title",
            "Url",
            "Caption",
            "Text",
            "Birthday");
  }

  @Test
  void everyMarkedColumnOfTheSchemaHasAReader() {
    LegacyCatalogue.hpc().tables().stream()
        .flatMap(table -> table.columns().stream())
        .forEach(
            column ->
                assertThat(pseudonyms.encoder(column, TEXT) == TEXT)
                    .isEqualTo(column.options().getPseudonym() == Pseudonym.PSEUDONYM_NONE));
  }

  @Test
  void pseudonymsTakeThePlaceOfTheOriginals() throws Exception {
    Member member =
        read(
            "VALUES (CAST('6f9619ff-8b86-4d01-b42d-00cf4fc964ff' AS UUID), 'Anna',"
                + " 'anna@gmail.com', X'0102', DATE '1980-02-29', '192.168.0.1', CAST(NULL AS"
                + " VARCHAR), '')");

    assertThat(member.getMemberGuid())
        .isEqualTo(
            ByteString.copyFrom(
                Guids.toBytes(
                    pseudonyms.guid(UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")))));
    assertThat(member.getNickname())
        .isEqualTo(pseudonyms.text(Pseudonym.PSEUDONYM_NICKNAME, "Anna"))
        .isNotEqualTo("Anna");
    assertThat(member.getEmail())
        .isEqualTo(pseudonyms.text(Pseudonym.PSEUDONYM_EMAIL, "anna@gmail.com"));
    assertThat(member.getPasswordHash())
        .isEqualTo(ByteString.copyFrom(pseudonyms.secret(new byte[] {1, 2})));
    assertThat(LocalDate.ofEpochDay(member.getBirthday()))
        .isEqualTo(pseudonyms.birthday(LocalDate.of(1980, 2, 29)));
    assertThat(member.getRegisteredIp())
        .isEqualTo(pseudonyms.text(Pseudonym.PSEUDONYM_IP_ADDRESS, "192.168.0.1"));
    assertThat(member.hasHeadline()).as("NULL stays NULL").isFalse();
    assertThat(member.hasPresentation()).as("an empty text is a text").isTrue();
    assertThat(member.getPresentation()).isEmpty();
  }

  private Member read(String query) throws Exception {
    List<String> columns =
        List.of(
            "MemberGuid",
            "Nickname",
            "Email",
            "PasswordHash",
            "Birthday",
            "RegisteredIp",
            "Headline",
            "Presentation");
    List<ColumnReader> delegates = List.of(GUID, TEXT, TEXT, BYTES, DATE, TEXT, TEXT, TEXT);
    row.start();
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      for (int i = 0; i < columns.size(); i++) {
        LegacyColumn column = column(columns.get(i));
        ColumnReader reader = delegates.get(i);
        Object value = reader.fetch(rows, i + 1);
        if (value != null) {
          pseudonyms.encoder(column, reader).put(value, column.field().getNumber(), row);
        }
      }
    }
    return Member.parseFrom(row.toByteArray());
  }

  @Test
  void aRepairedTextIsCountedOnce() throws Exception {
    LegacyColumn column = column("Headline");
    row.start();
    pseudonyms.encoder(column, TEXT).put("A\uD800B", column.field().getNumber(), row);

    assertThat(row.repairedTexts()).isEqualTo(1);
    assertThat(Member.parseFrom(row.toByteArray()).getHeadline()).matches("[B-Z]\uFFFD[B-Z]");
  }

  @ParameterizedTest
  @CsvSource({
    "Headline, PSEUDONYM_BIRTHDAY, nvarchar(200)",
    "Birthday, PSEUDONYM_TEXT, date",
    "RowVer, PSEUDONYM_SECRET, rowversion",
    "PasswordHash, PSEUDONYM_GUID, varbinary(64)",
    "MemberGuid, PSEUDONYM_NICKNAME, uniqueidentifier",
    "MemberId, PSEUDONYM_URL, int"
  })
  void aKindThatDoesNotFitTheColumnIsRefused(String name, Pseudonym kind, String sqlType) {
    LegacyColumn fitting = column(name);
    Column options = fitting.options().toBuilder().setPseudonym(kind).build();
    LegacyColumn column =
        new LegacyColumn(fitting.field(), options, ColumnType.of(sqlType).orElseThrow());

    assertThatThrownBy(() -> pseudonyms.encoder(column, TEXT))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "%s: column %s of the SQL type %s can't have the pseudonym %s; mark it with one that"
                + " fits its type",
            fitting.field().getFullName(), name, sqlType, kind);
  }

  private static LegacyColumn column(String name, String sqlType, boolean isUnique) {
    LegacyColumn original = column(name);
    Column options = original.options().toBuilder().setType(sqlType).setUnique(isUnique).build();
    return new LegacyColumn(original.field(), options, original.type());
  }

  @ParameterizedTest
  @CsvSource({
    "Nickname, nvarchar(19), PSEUDONYM_NICKNAME, 20",
    "Email, nvarchar(48), PSEUDONYM_EMAIL, 49",
    "RegisteredIp, char(37), PSEUDONYM_IP_ADDRESS, 38",
    "Url, nvarchar(67), PSEUDONYM_URL, 68"
  })
  void aColumnTooShortForItsPseudonymsIsRefused(
      String name, String sqlType, Pseudonym kind, int needed) {
    LegacyColumn column = column(name, sqlType, false);

    assertThatThrownBy(() -> Pseudonyms.check(column))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "%s: column %s of the SQL type %s is too short for the pseudonym %s, which has up to %d"
                + " characters; mark it with PSEUDONYM_TEXT, which keeps lengths",
            column.field().getFullName(), name, sqlType, kind, needed);
  }

  @ParameterizedTest
  @CsvSource({
    "Nickname, nvarchar(20)",
    "Nickname, nvarchar(max)",
    "Email, nvarchar(49)",
    "RegisteredIp, varchar(38)",
    "Url, nvarchar(68)",
    "Headline, nvarchar(1)",
    "PasswordHash, varbinary(1)"
  })
  void aColumnThatHoldsTheLongestPseudonymIsTaken(String name, String sqlType) {
    assertThatCode(() -> Pseudonyms.check(column(name, sqlType, false))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Headline", "RegisteredIp", "Birthday", "PasswordHash"})
  void aUniqueColumnWhosePseudonymsMayCoincideIsRefused(String name) {
    LegacyTable members = LegacyCatalogue.hpc().table("Members");
    LegacyColumn column = column(name, column(name).sqlType(), true);

    assertThatThrownBy(() -> Pseudonyms.check(members, column))
        .isInstanceOf(SchemaException.class)
        .hasMessage(
            "%s: column %s is a key, and two values can have the same %s; mark it with one that"
                + " keeps values distinct (docs/pseudonyms.md)",
            column.field().getFullName(), name, column.options().getPseudonym());
    assertThatCode(() -> Pseudonyms.check(members)).doesNotThrowAnyException();
  }

  @Test
  void aPrimaryKeyWhosePseudonymsMayCoincideIsRefused() {
    LegacyTable members = LegacyCatalogue.hpc().table("Members");
    LegacyTable keyed =
        new LegacyTable(
            members.descriptor(),
            members.schema(),
            members.name(),
            members.columns(),
            List.of(members.column("MemberId"), members.column("Birthday")),
            members.timeColumn(),
            members.lookup());

    assertThatThrownBy(() -> Pseudonyms.check(keyed))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("column Birthday is a key");
  }
}
