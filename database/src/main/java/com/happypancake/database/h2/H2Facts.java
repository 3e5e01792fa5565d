package com.happypancake.database.h2;

import com.google.protobuf.ByteString;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.ServerFacts;
import com.happypancake.database.ServerFacts.HiddenData;
import com.happypancake.database.ServerFacts.QueryFeatures;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Source;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The facts that H2 reports through one session. */
final class H2Facts implements ServerFacts {

  /** The mark below every rowversion. A delta that starts here reads all rows. */
  private static final ByteString LOWEST_MARK = ByteString.copyFrom(new byte[Long.BYTES]);

  private final Session session;

  H2Facts(Session session) {
    this.session = session;
  }

  @Override
  public Source identify() throws SourceException {
    DatabaseAddress address = session.address();
    String path = address.database();
    return Source.newBuilder()
        .setProduct(H2.NAME)
        .setVersion(session.productVersion())
        .setServer(address.server())
        .setDatabase(path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1))
        .build();
  }

  @Override
  public Optional<Instant> clock(ZoneId zone) throws SourceException {
    return session
        .probe("SELECT CURRENT_TIMESTAMP(7)", row -> row.getObject(1, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  @Override
  public QueryFeatures features(LegacyTable table) {
    return new QueryFeatures("", Optional.of("COUNT(*)"));
  }

  @Override
  public HiddenData hiddenData() {
    return HiddenData.NONE;
  }

  @Override
  public Optional<String> snapshotObstacle(List<LegacyTable> tables) {
    return Optional.empty();
  }

  @Override
  public Optional<ImageOf> imageOf() {
    return Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A sequence assigns numbers at once, but their rows show only at commit. So its next number
   * is a mark only if no other session is changing rows after it was read. Otherwise the mark is
   * the lowest, which is correct but makes the next delta large.
   */
  @Override
  public Optional<ByteString> rowversionMark() throws SourceException {
    OptionalLong next =
        session.probeNumber(
            "SELECT MIN(BASE_VALUE) FROM INFORMATION_SCHEMA.SEQUENCES"
                + " WHERE UPPER(SEQUENCE_NAME) = 'RV'");
    if (next.isEmpty()) {
      session.note("the source has no sequence named RV: no delta can start here");
      return Optional.empty();
    }
    Optional<Boolean> seesAll =
        session.probe(
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER",
            row -> row.getBoolean(1));
    OptionalLong changing =
        session.probeNumber(
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()"
                + " AND (CONTAINS_UNCOMMITTED OR EXECUTING_STATEMENT IS NOT NULL)");
    if (seesAll.orElse(false) && changing.orElse(1) == 0) {
      return Optional.of(
          ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(next.getAsLong()).array()));
    }
    session.note(
        "other sessions may be changing rows, so the rowversion marks are the lowest: the next"
            + " delta reads all rows");
    return Optional.of(LOWEST_MARK);
  }

  @Override
  public Optional<ByteString> settledRowversion() throws SourceException {
    return rowversionMark().filter(mark -> !mark.equals(LOWEST_MARK));
  }
}
