package com.happypancake.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.sample.SampleDump;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.Event.FactCase;
import com.happypancake.schemas.manifest.EventTotals;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.transformer.Transformation;
import com.happypancake.transformer.Transformer;
import com.happypancake.transformer.choice.Choice;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A choice of a sample's events against a filter of all its events. */
class ChoicePropertiesTest {

  private static final Pattern MEMBER =
      Pattern.compile("(.+_)?member_id|(reader|visitor|visited|owner|reporter)_id");
  private static final Set<FactCase> OF_MEMBERS =
      EnumSet.of(
          FactCase.MEMBER_REGISTERED,
          FactCase.REGISTRATION_APPROVED,
          FactCase.PROFILE_CHANGED,
          FactCase.MEMBER_DELETED);
  private static final Set<FactCase> OF_GALLERIES =
      EnumSet.of(
          FactCase.ALBUM_CREATED,
          FactCase.PHOTO_UPLOADED,
          FactCase.PHOTO_APPROVED,
          FactCase.PHOTO_REJECTED,
          FactCase.PORTRAIT_CHOSEN);
  private static final BigDecimal HASHES = new BigDecimal(BigInteger.ONE.shiftLeft(64));

  /** The events of a transform in their order, and its manifest. */
  private record Result(Manifest manifest, List<Event> events) {}

  @Property(tries = 10)
  void aChoiceKeepsWhatAFilterOfAllEventsKeeps(
      @ForAll @IntRange(min = 1, max = 3) int seed,
      @ForAll("choices") Choice choice,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll @IntRange(min = 1, max = 32) int memoryMiB)
      throws Exception {
    Path folder = Files.createTempDirectory("choice");
    try {
      sample(folder, seed);
      Result all = transform(folder, "all", Choice.ALL, 2, 64);
      Result chosen = transform(folder, "chosen", choice, threads, memoryMiB);
      assertThat(chosen.events()).isEqualTo(filter(all.events(), choice));
      assertCounts(all.manifest(), chosen.manifest(), choice);
    } finally {
      delete(folder);
    }
  }

  @Property(tries = 6)
  void aSampleIsClosedAndLiesInEveryLargerOne(
      @ForAll @IntRange(min = 1, max = 3) int seed,
      @ForAll @IntRange(min = 1, max = 40) int percent)
      throws Exception {
    Path folder = Files.createTempDirectory("sample");
    try {
      sample(folder, seed);
      Result all = transform(folder, "all", Choice.ALL, 2, 64);
      Result small = transform(folder, "small", sampleOf(percent / 100.0), 2, 64);
      Result large = transform(folder, "large", sampleOf(percent / 50.0), 2, 64);
      assertThat(large.events()).containsAll(small.events());
      Set<Long> named =
          small.events().stream()
              .flatMap(event -> members(event).stream())
              .collect(Collectors.toSet());
      assertThat(small.events())
          .containsAll(
              all.events().stream()
                  .filter(event -> OF_MEMBERS.contains(event.getFactCase()))
                  .filter(event -> named.containsAll(members(event)))
                  .toList());
    } finally {
      delete(folder);
    }
  }

  @Provide
  Arbitrary<Choice> choices() {
    Arbitrary<List<String>> types =
        Arbitraries.of("message-sent", "photo-liked", "member-registered", "photo-uploaded")
            .list()
            .uniqueElements()
            .ofMaxSize(3);
    Arbitrary<Optional<Instant>> from =
        Arbitraries.of("2010-03-01T00:00:00Z", "2013-06-15T12:30:00.00000005Z")
            .map(Instant::parse)
            .optional(0.5);
    Arbitrary<Optional<Instant>> to =
        Arbitraries.of("2014-01-01T00:00:00Z", "2015-12-31T23:59:59.9999999Z")
            .map(Instant::parse)
            .optional(0.5);
    Arbitrary<OptionalDouble> share =
        Arbitraries.of(0.005, 0.02, 0.1, 0.5)
            .optional(0.8)
            .map(each -> each.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    return Combinators.combine(types, from, to, share).as(Choice::new);
  }

  private static Choice sampleOf(double share) {
    return new Choice(List.of(), Optional.empty(), Optional.empty(), OptionalDouble.of(share));
  }

  private static void sample(Path folder, int seed) throws IOException {
    SampleDump.write(
        new SamplePlan(SampleCountry.FI, 0.002, seed),
        folder.resolve("dump"),
        Clock.systemUTC(),
        WriteOptions.preferred(),
        SampleProgress.silent());
  }

  private static Result transform(
      Path folder, String name, Choice choice, int threads, int memoryMiB) throws Exception {
    Path out = folder.resolve(name);
    new Transformer(
            Transformation.builder(folder.resolve("dump"), out, Clock.systemUTC(), 1L << 30)
                .choice(choice)
                .threads(threads)
                .memoryBytes((long) memoryMiB << 20)
                .maxRejects(Long.MAX_VALUE)
                .build(),
            event -> {})
        .run();
    Dump dump = Dump.open(out);
    List<Event> events = new ArrayList<>();
    for (Part part : dump.parts()) {
      try (PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          events.add(reader.parse(Event.parser()));
        }
      }
    }
    return new Result(dump.manifest(), events);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void assertCounts(Manifest all, Manifest chosen, Choice choice) {
    assertThat(Choice.of(chosen.getChoice())).isEqualTo(choice);
    assertThat(chosen.hasChoice()).isEqualTo(!choice.isAll());
    EventTotals totals = chosen.getEvents();
    assertThat(totals.getRejectsList()).isEqualTo(all.getEvents().getRejectsList());
    assertThat(totals.getRejectsDigest()).isEqualTo(all.getEvents().getRejectsDigest());
    assertThat(totals.getInputsList().stream().mapToLong(InputPart::getEvents).sum())
        .isEqualTo(chosen.getPartsList().stream().mapToLong(Part::getRecords).sum());
    assertThat(totals.getInputsList())
        .extracting(
            input ->
                input.toBuilder()
                    .setEvents(input.getEvents() + input.getLeftOut())
                    .clearLeftOut()
                    .build())
        .isEqualTo(all.getEvents().getInputsList());
  }

  /** Filters events by their messages alone. */
  private static List<Event> filter(List<Event> all, Choice choice) {
    Set<ByteString> sampled = new HashSet<>();
    if (choice.sample().isPresent()) {
      sampled.addAll(sample(all, choice.sample().getAsDouble()));
    }
    return all.stream()
        .filter(event -> choice.sample().isEmpty() || sampled.contains(event.getId()))
        .filter(event -> choice.types().isEmpty() || choice.types().contains(type(event)))
        .filter(event -> choice.from().filter(from -> time(event).isBefore(from)).isEmpty())
        .filter(event -> choice.to().filter(to -> !time(event).isBefore(to)).isEmpty())
        .toList();
  }

  /** Returns the ids of a sample's events. */
  private static Set<ByteString> sample(List<Event> all, double share) {
    Set<ByteString> ids = new HashSet<>();
    Set<Long> joined = new HashSet<>();
    for (Event event : all) {
      Set<Long> members = members(event);
      if (members.stream().anyMatch(member -> isCore(member, share))) {
        ids.add(event.getId());
        joined.addAll(members);
      }
    }
    for (Event event : all) {
      boolean isOwn =
          OF_MEMBERS.contains(event.getFactCase()) || OF_GALLERIES.contains(event.getFactCase());
      if (isOwn && joined.containsAll(members(event))) {
        ids.add(event.getId());
      }
    }
    return ids;
  }

  private static boolean isCore(long member, double share) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256")
              .digest(Long.toString(member).getBytes(StandardCharsets.US_ASCII));
      BigInteger hash = new BigInteger(1, Arrays.copyOf(sum, 8));
      return new BigDecimal(hash).compareTo(new BigDecimal(share).multiply(HASHES)) < 0;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Long> members(Event event) {
    Message payload =
        (Message)
            event.getField(
                Event.getDescriptor().findFieldByNumber(event.getFactCase().getNumber()));
    return payload.getDescriptorForType().getFields().stream()
        .filter(field -> MEMBER.matcher(field.getName()).matches())
        .map(field -> id(payload, field))
        .collect(Collectors.toSet());
  }

  private static long id(Message payload, FieldDescriptor field) {
    return ((Number) payload.getField(field)).longValue();
  }

  private static String type(Event event) {
    return event.getFactCase().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Instant time(Event event) {
    return Instant.ofEpochSecond(
        event.getOccurredAt().getSeconds(), event.getOccurredAt().getNanos());
  }
}
