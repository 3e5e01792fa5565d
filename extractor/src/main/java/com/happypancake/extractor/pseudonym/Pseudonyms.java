package com.happypancake.extractor.pseudonym;

import com.google.protobuf.CodedInputStream;
import com.happypancake.database.column.ColumnEncoder;
import com.happypancake.schemas.catalogue.ColumnType;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.options.Pseudonym;
import com.happypancake.schemas.value.Guids;
import com.happypancake.schemas.value.WireRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The pseudonyms of one key. The same value of the same kind has the same pseudonym in every table.
 *
 * <p>Not thread-safe. Instances with equal keys give the same pseudonyms. {@code
 * docs/pseudonyms.md} describes what each kind keeps and hides, and how to compute it.
 */
public final class Pseudonyms {

  /** The version of the mapping. Pseudonyms of different versions don't match. */
  public static final int MAPPING_VERSION = 1;

  private static final Set<ColumnType> TEXTS = Set.of(ColumnType.TEXT, ColumnType.UNICODE_TEXT);
  private static final int AS_LONG = 0;

  private static final Map<Pseudonym, Kind> KINDS =
      Map.of(
          Pseudonym.PSEUDONYM_NICKNAME, new Kind(TEXTS, KeyedHash.TOKEN_LENGTH, true),
          Pseudonym.PSEUDONYM_EMAIL, new Kind(TEXTS, Addresses.MAX_EMAIL_LENGTH, true),
          Pseudonym.PSEUDONYM_URL, new Kind(TEXTS, Addresses.MAX_URL_LENGTH, true),
          Pseudonym.PSEUDONYM_IP_ADDRESS, new Kind(TEXTS, Addresses.MAX_IP_LENGTH, false),
          Pseudonym.PSEUDONYM_TEXT, new Kind(TEXTS, AS_LONG, false),
          Pseudonym.PSEUDONYM_SECRET, new Kind(Set.of(ColumnType.BINARY), AS_LONG, false),
          Pseudonym.PSEUDONYM_GUID, new Kind(Set.of(ColumnType.GUID), AS_LONG, true),
          Pseudonym.PSEUDONYM_BIRTHDAY, new Kind(Set.of(ColumnType.DATE), AS_LONG, false));

  private static final long VERSION_OF_GUID = 0xF000L;
  private static final long VARIANT_OF_GUID = 0b11L << 62;

  /**
   * The columns that a kind of pseudonym fits.
   *
   * @param maxLength the maximum characters of a pseudonym; 0 if as many as the original
   * @param isDistinct whether pseudonyms differ if values do, except for hash collisions
   */
  private record Kind(Set<ColumnType> types, int maxLength, boolean isDistinct) {}

  private final KeyedHash nicknames;
  private final KeyedHash guids;
  private final KeyedHash secrets;
  private final KeyedHash birthdays;
  private final Addresses addresses;
  private final Prose prose;

  public Pseudonyms(PseudonymKey key) {
    nicknames = key.hash("nickname");
    guids = key.hash("guid");
    secrets = key.hash("secret");
    birthdays = key.hash("birthday");
    addresses = new Addresses(key);
    prose = new Prose(key);
  }

  /**
   * Returns an encoder that replaces a column's values by pseudonyms.
   *
   * @param delegate encodes the original values; returned as is if the schema marks no pseudonym
   * @throws SchemaException if the column can't have the kind of pseudonym that the schema asks for
   */
  public ColumnEncoder encoder(LegacyColumn column, ColumnEncoder delegate) {
    check(column);
    Pseudonym kind = column.options().getPseudonym();
    return kind == Pseudonym.PSEUDONYM_NONE ? delegate : new PseudonymEncoder(delegate, kind, this);
  }

  /**
   * Checks that a table's columns fit the pseudonyms that the schema asks for.
   *
   * @throws SchemaException if one can't
   */
  public static void check(LegacyTable table) {
    table.columns().forEach(column -> check(table, column));
  }

  /**
   * Checks that a column of a table can have the pseudonym that the schema asks for. The time
   * column of an append-only table can't have a pseudonym, since deltas use its true values, which
   * are in the manifest. A key can only have a pseudonym that keeps values distinct.
   *
   * @throws SchemaException if the column can't have the pseudonym
   */
  public static void check(LegacyTable table, LegacyColumn column) {
    check(column);
    Pseudonym kind = column.options().getPseudonym();
    if (kind == Pseudonym.PSEUDONYM_NONE) {
      return;
    }
    if (table.timeColumn().equals(Optional.of(column))) {
      throw refusal(
          column,
          "is marked as personal, and is the time column, by whose true values deltas are found;"
              + " take out one of the two");
    }
    boolean isKey = table.key().contains(column) || column.options().getUnique();
    if (isKey && !kind(column).isDistinct()) {
      throw refusal(
          column,
          "is a key, and two values can have the same "
              + kind
              + "; mark it with one that keeps values distinct (docs/pseudonyms.md)");
    }
  }

  /**
   * Checks that a column's type and length fit the pseudonym that the schema asks for.
   *
   * @throws SchemaException if it can't
   */
  public static void check(LegacyColumn column) {
    if (column.options().getPseudonym() == Pseudonym.PSEUDONYM_NONE) {
      return;
    }
    int maxLength = kind(column).maxLength();
    if (column.maxLength().orElse(maxLength) < maxLength) {
      throw refusal(
          column,
          String.format(
              Locale.ROOT,
              "of the SQL type %s is too short for the pseudonym %s, which has up to %d characters;"
                  + " mark it with PSEUDONYM_TEXT, which keeps lengths",
              column.sqlType(),
              column.options().getPseudonym(),
              maxLength));
    }
  }

  private static Kind kind(LegacyColumn column) {
    Optional<Kind> kind = Optional.ofNullable(KINDS.get(column.options().getPseudonym()));
    return kind.filter(fitting -> fitting.types().contains(column.type()))
        .orElseThrow(
            () ->
                refusal(
                    column,
                    String.format(
                        Locale.ROOT,
                        "of the SQL type %s can't have the pseudonym %s; mark it with one that fits"
                            + " its type",
                        column.sqlType(),
                        column.options().getPseudonym())));
  }

  private static SchemaException refusal(LegacyColumn column, String reason) {
    return new SchemaException(
        column.field().getFullName() + ": column " + column.name() + " " + reason);
  }

  /**
   * Returns a text's pseudonym, which is empty for an empty text.
   *
   * @throws IllegalArgumentException if the kind is not for texts
   */
  public String text(Pseudonym kind, String original) {
    if (original.isEmpty()) {
      return original;
    }
    return switch (kind) {
      case PSEUDONYM_NICKNAME -> nicknames.token(original);
      case PSEUDONYM_EMAIL -> addresses.email(original);
      case PSEUDONYM_IP_ADDRESS -> addresses.ip(original);
      case PSEUDONYM_TEXT -> prose.replace(original);
      case PSEUDONYM_URL -> addresses.url(original);
      case PSEUDONYM_NONE, PSEUDONYM_SECRET, PSEUDONYM_GUID, PSEUDONYM_BIRTHDAY, UNRECOGNIZED ->
          throw new IllegalArgumentException(kind + " is no kind of text");
    };
  }

  /** Returns a GUID's pseudonym, of the same version and variant (RFC 9562). */
  public UUID guid(UUID original) {
    ByteBuffer hash = ByteBuffer.wrap(guids.bytes(Guids.toBytes(original), Guids.BYTES));
    long high = original.getMostSignificantBits() & VERSION_OF_GUID;
    long low = original.getLeastSignificantBits() & VARIANT_OF_GUID;
    return new UUID(
        high | (hash.getLong() & ~VERSION_OF_GUID), low | (hash.getLong() & ~VARIANT_OF_GUID));
  }

  /** Returns a secret's pseudonym, of the same length. */
  public byte[] secret(byte[] original) {
    return secrets.bytes(original, original.length);
  }

  /** Returns another day of the same year. */
  public LocalDate birthday(LocalDate original) {
    int days = original.lengthOfYear();
    int shift = 1 + birthdays.number(original.toString(), days - 1);
    return original.withDayOfYear((original.getDayOfYear() - 1 + shift) % days + 1);
  }

  /**
   * Replaces the values of another encoder by pseudonyms. Only a private row holds the originals.
   * NULL stays NULL. The row that gets the pseudonym counts repaired texts. Not thread-safe.
   */
  static final class PseudonymEncoder implements ColumnEncoder {

    private final ColumnEncoder delegate;
    private final Pseudonym kind;
    private final Pseudonyms pseudonyms;
    private final WireRow original = new WireRow();

    PseudonymEncoder(ColumnEncoder delegate, Pseudonym kind, Pseudonyms pseudonyms) {
      this.delegate = delegate;
      this.kind = kind;
      this.pseudonyms = pseudonyms;
    }

    @Override
    public void put(Object value, int field, WireRow row) {
      original.start();
      long repairedBefore = original.repairedTexts();
      delegate.put(value, field, original);
      row.addRepairedTexts(original.repairedTexts() - repairedBefore);
      CodedInputStream encoded =
          CodedInputStream.newInstance(original.array(), 0, original.length());
      try {
        encoded.readTag();
        replace(encoded, field, row);
      } catch (IOException e) {
        throw new IllegalStateException("a row that was just written can't be read", e);
      }
    }

    private void replace(CodedInputStream value, int field, WireRow row) throws IOException {
      switch (kind) {
        case PSEUDONYM_SECRET -> row.putBytes(field, pseudonyms.secret(value.readByteArray()));
        case PSEUDONYM_GUID ->
            row.putGuid(field, pseudonyms.guid(Guids.fromBytes(value.readBytes())));
        case PSEUDONYM_BIRTHDAY ->
            row.putDate(field, pseudonyms.birthday(LocalDate.ofEpochDay(value.readInt32())));
        default -> row.putText(field, pseudonyms.text(kind, value.readStringRequireUtf8()));
      }
    }
  }
}
