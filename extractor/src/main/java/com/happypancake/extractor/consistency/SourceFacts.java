package com.happypancake.extractor.consistency;

import com.happypancake.database.ServerFacts.ImageOf;
import java.util.Optional;

/**
 * The obstacles to each consistency mode, as half sentences. An unprobed mode has none.
 *
 * @param image the database that the source is a snapshot or a replica of; empty if it is neither
 * @param creation why no database snapshot can be made
 * @param unreadable why a table can't be read in a database snapshot
 * @param transaction why no snapshot transaction can begin
 * @param earlierSnapshotGone whether the unfinished run's database snapshot no longer exists
 */
public record SourceFacts(
    Optional<ImageOf> image,
    Optional<String> creation,
    Optional<String> unreadable,
    Optional<String> transaction,
    boolean earlierSnapshotGone) {

  /** Returns the facts of a source without known obstacles. */
  public static SourceFacts of(Optional<ImageOf> image) {
    return new SourceFacts(image, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Returns whether the source is itself a database snapshot. */
  public boolean isSnapshot() {
    return image.flatMap(ImageOf::instant).isPresent();
  }

  /** Returns whether the source is a replica, which shows no fixed instant. */
  public boolean isReplica() {
    return image.isPresent() && !isSnapshot();
  }

  /** Returns a copy in which no database snapshot can be made. */
  public SourceFacts withCreation(String obstacle) {
    return new SourceFacts(
        image, Optional.of(obstacle), unreadable, transaction, earlierSnapshotGone);
  }

  SourceFacts withUnreadable(Optional<String> obstacle) {
    return new SourceFacts(image, creation, obstacle, transaction, earlierSnapshotGone);
  }

  SourceFacts withTransaction(Optional<String> obstacle) {
    return new SourceFacts(image, creation, unreadable, obstacle, earlierSnapshotGone);
  }

  SourceFacts withEarlierSnapshotGone(boolean gone) {
    return new SourceFacts(image, creation, unreadable, transaction, gone);
  }
}
