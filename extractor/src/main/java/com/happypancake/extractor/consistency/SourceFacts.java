package com.happypancake.extractor.consistency;

import com.happypancake.database.ServerFacts.ImageOf;
import java.util.Optional;

/**
 * What stands in the way of each consistency mode, each obstacle as half a sentence. What was not
 * looked at counts as possible.
 *
 * @param image the database that the source is a snapshot or a replica of; empty for a database of
 *     its own
 * @param creation why no database snapshot can be made
 * @param unreadable why a table can't be read in a database snapshot
 * @param transaction why no snapshot transaction can be begun
 * @param earlierSnapshotGone whether the database snapshot of the unfinished run is gone
 */
public record SourceFacts(
    Optional<ImageOf> image,
    Optional<String> creation,
    Optional<String> unreadable,
    Optional<String> transaction,
    boolean earlierSnapshotGone) {

  /** Returns the facts of a source in which nothing stands in the way, as far as is known. */
  public static SourceFacts of(Optional<ImageOf> image) {
    return new SourceFacts(image, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Tells whether the source is itself a database snapshot. */
  public boolean isSnapshot() {
    return image.flatMap(ImageOf::instant).isPresent();
  }

  /** Tells whether the source is a replica, which shows no fixed instant. */
  public boolean isReplica() {
    return image.isPresent() && !isSnapshot();
  }

  /** Returns the same facts where no database snapshot can be made. */
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
