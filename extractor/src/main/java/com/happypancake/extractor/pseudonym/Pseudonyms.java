package com.happypancake.extractor.pseudonym;

import com.happypancake.database.column.ColumnReader;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.Pseudonym;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The pseudonyms of one key. The same value of the same kind has the same pseudonym in every table.
 *
 * <p>For one thread; several made with equal keys give the same pseudonyms. {@code
 * docs/pseudonyms.md} tells what each kind keeps and hides.
 */
public final class Pseudonyms {

  private static final Set<ColumnType> TEXTS = Set.of(ColumnType.TEXT, ColumnType.UNICODE_TEXT);

  private final NameCipher nicknames;
  private final EmailCipher emails;
  private final UrlCipher urls;
  private final IpAddressCipher ipAddresses;
  private final ProseHash prose;
  private final GuidCipher guids;
  private final BirthdayCipher birthdays;
  private final SecretHash secrets;

  /** The pseudonyms of a key. */
  public Pseudonyms(PseudonymKey key) {
    HostCipher hosts = new HostCipher(key);
    nicknames = new NameCipher(key, "nickname");
    emails = new EmailCipher(key, hosts);
    urls = new UrlCipher(key, hosts);
    ipAddresses = new IpAddressCipher(key);
    prose = new ProseHash(key);
    guids = new GuidCipher(key);
    birthdays = new BirthdayCipher(key);
    secrets = new SecretHash(key);
  }

  /**
   * Returns a reader that puts pseudonyms in the place of a column's values.
   *
   * @param column what the schema says of the column
   * @param delegate reads the originals; returned itself where the schema marks none to replace
   * @throws SchemaException if no column of the type can have the kind of pseudonym that is marked
   */
  public ColumnReader reader(LegacyColumn column, ColumnReader delegate) {
    check(column);
    return switch (column.options().getPseudonym()) {
      case PSEUDONYM_NONE, UNRECOGNIZED -> delegate;
      case PSEUDONYM_NICKNAME,
          PSEUDONYM_EMAIL,
          PSEUDONYM_IP_ADDRESS,
          PSEUDONYM_TEXT,
          PSEUDONYM_URL ->
          PseudonymReader.ofTexts(
              delegate, original -> text(column.options().getPseudonym(), original));
      case PSEUDONYM_SECRET -> PseudonymReader.ofBytes(delegate, this::secret);
      case PSEUDONYM_GUID -> PseudonymReader.ofGuids(delegate, this::guid);
      case PSEUDONYM_BIRTHDAY -> PseudonymReader.ofDates(delegate, this::birthday);
    };
  }

  /**
   * Checks that the columns of a table can have the kinds of pseudonyms that the schema marks them
   * with.
   *
   * @throws SchemaException if one can't
   */
  public static void check(LegacyTable table) {
    table.columns().forEach(column -> check(table, column));
  }

  /**
   * Checks a column of a table likewise. The time column of an append-only table can have none,
   * since deltas are found by its true values, which stand in the manifest.
   *
   * @throws SchemaException if it can't have the pseudonym
   */
  public static void check(LegacyTable table, LegacyColumn column) {
    check(column);
    if (column.options().getPseudonym() != Pseudonym.PSEUDONYM_NONE
        && table.timeColumn().equals(Optional.of(column))) {
      throw new SchemaException(
          String.format(
              Locale.ROOT,
              "%s: column %s is marked as personal, and is the time column, by whose true values"
                  + " deltas are found; take out one of the two",
              column.field().getFullName(),
              column.name()));
    }
  }

  /**
   * Checks that a column can have the kind of pseudonym that the schema marks it with.
   *
   * @throws SchemaException if it can't
   */
  public static void check(LegacyColumn column) {
    Pseudonym kind = column.options().getPseudonym();
    boolean fits =
        switch (kind) {
          case PSEUDONYM_NONE -> true;
          case PSEUDONYM_NICKNAME,
              PSEUDONYM_EMAIL,
              PSEUDONYM_IP_ADDRESS,
              PSEUDONYM_TEXT,
              PSEUDONYM_URL ->
              TEXTS.contains(column.type());
          case PSEUDONYM_SECRET -> column.type() == ColumnType.BINARY;
          case PSEUDONYM_GUID -> column.type() == ColumnType.GUID;
          case PSEUDONYM_BIRTHDAY -> column.type() == ColumnType.DATE;
          case UNRECOGNIZED -> false;
        };
    if (!fits) {
      throw new SchemaException(
          String.format(
              Locale.ROOT,
              "%s: column %s of the SQL type %s can't have the pseudonym %s; mark it with one that"
                  + " fits its type",
              column.field().getFullName(),
              column.name(),
              column.sqlType(),
              kind));
    }
  }

  /**
   * Returns a text's pseudonym.
   *
   * @throws IllegalArgumentException if the kind is not one of texts
   */
  public String text(Pseudonym kind, String original) {
    return switch (kind) {
      case PSEUDONYM_NICKNAME -> nicknames.encipher(original, "");
      case PSEUDONYM_EMAIL -> emails.encipher(original);
      case PSEUDONYM_IP_ADDRESS -> ipAddresses.encipher(original);
      case PSEUDONYM_TEXT -> prose.replace(original);
      case PSEUDONYM_URL -> urls.encipher(original);
      case PSEUDONYM_NONE, PSEUDONYM_SECRET, PSEUDONYM_GUID, PSEUDONYM_BIRTHDAY, UNRECOGNIZED ->
          throw new IllegalArgumentException(kind + " is no kind of text");
    };
  }

  /** Returns a GUID's pseudonym, of the same version and variant. */
  public UUID guid(UUID original) {
    return guids.encipher(original);
  }

  /** Returns as many other bytes as a secret has. */
  public byte[] secret(byte[] original) {
    return secrets.replace(original);
  }

  /** Returns another day of the same year. */
  public LocalDate birthday(LocalDate original) {
    return birthdays.encipher(original);
  }
}
