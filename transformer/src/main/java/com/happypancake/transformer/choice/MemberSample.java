package com.happypancake.transformer.choice;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.Fact;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A sample of the members whose events make a closed small world.
 *
 * <p>Its core are the members whose hash falls below the share. The hash is the first 8 bytes, in
 * big-endian order, of the SHA-256 of the member's id in decimal digits, divided by 2^64. So a
 * member is in the core of every larger sample too, in every version and country.
 *
 * <p>An event that names a member of the core is in the sample. Every other member that it names
 * joins, with the events of its own rows in {@link #OWN_TABLES}, which name no other member.
 *
 * <p>Takes two bits for each place of the members' lookup. Thread-safe.
 */
public final class MemberSample {

  /** The tables whose rows belong to one member and name no other. */
  public static final Set<String> OWN_TABLES = Set.of("Members", "Albums", "Photos");

  private final TableLookups lookups;
  private final AtomicLongArray core;
  private final AtomicLongArray joined;

  /**
   * Creates a sample that nobody but its core has joined.
   *
   * @param lookups with all members
   * @param share the core's share of the members
   */
  public MemberSample(TableLookups lookups, double share) {
    this.lookups = lookups;
    this.core = new AtomicLongArray(lookups.memberPlaces() / Long.SIZE + 1);
    this.joined = new AtomicLongArray(core.length());
    MessageDigest sha256 = sha256();
    long end = end(share);
    lookups.forEachMember(
        (memberId, place) -> {
          if (Long.compareUnsigned(hash(sha256, memberId), end) < 0) {
            set(core, place);
          }
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the end of a share's hashes, unsigned and exclusive. */
  private static long end(double share) {
    BigDecimal hashes = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));
    return new BigDecimal(share).multiply(hashes).setScale(0, RoundingMode.CEILING).longValue();
  }

  /** Returns the first 64 bits of a member's hash, unsigned. */
  private static long hash(MessageDigest sha256, int memberId) {
    byte[] digits = Integer.toString(memberId).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(sha256.digest(digits)).getLong();
  }

  private static void set(AtomicLongArray bits, int place) {
    long bit = 1L << place;
    if ((bits.get(place / Long.SIZE) & bit) == 0) {
      bits.accumulateAndGet(place / Long.SIZE, bit, (one, other) -> one | other);
    }
  }

  private static boolean isSet(AtomicLongArray bits, int place) {
    return place >= 0 && (bits.get(place / Long.SIZE) & 1L << place) != 0;
  }

  /** Returns whether a member exists and belongs to the core. */
  public boolean isCore(int memberId) {
    return isSet(core, lookups.memberPlace(memberId));
  }

  /** Returns whether a member exists and neither belongs to the core nor has joined. */
  public boolean isOutside(int memberId) {
    int place = lookups.memberPlace(memberId);
    return place >= 0 && !isSet(core, place) && !isSet(joined, place);
  }

  /** Lets the other members join if a fact names a member of the core. */
  public void join(Fact fact) {
    if (namesCore(fact)) {
      for (FieldDescriptor field : fact.event().memberFields()) {
        set(joined, lookups.memberPlace(memberId(fact, field)));
      }
    }
  }

  /** Returns whether the sample has a fact's event, after all other members have joined. */
  public boolean contains(Fact fact) {
    return namesCore(fact) || isOwnOfJoined(fact);
  }

  private boolean namesCore(Fact fact) {
    for (FieldDescriptor field : fact.event().memberFields()) {
      if (isCore(memberId(fact, field))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOwnOfJoined(Fact fact) {
    EventDefinition event = fact.event();
    return OWN_TABLES.contains(event.table())
        && isSet(joined, lookups.memberPlace(memberId(fact, event.memberFields().get(0))));
  }

  private static int memberId(Fact fact, FieldDescriptor field) {
    return (Integer) fact.payload().getField(field);
  }
}
