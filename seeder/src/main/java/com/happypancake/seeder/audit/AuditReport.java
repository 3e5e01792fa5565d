package com.happypancake.seeder.audit;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.schemas.audit.AuditCounts;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.seed.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What arrived, against the events of a folder.
 *
 * @param folder the folder
 * @param source the queue or stream, with its broker
 * @param expected the number of events that should arrive
 * @param expectedByType the same by type; empty if it is not known
 * @param counts what arrived
 * @param missing the first ranges of ordinals that did not arrive, at most {@value #MOST_RANGES}
 * @param order what the seed promised to keep in order
 */
public record AuditReport(
    String folder,
    String source,
    long expected,
    Map<String, Long> expectedByType,
    AuditCounts counts,
    List<MissingRange> missing,
    Order order) {

  /** The maximum number of ranges in {@link #missing}. */
  public static final int MOST_RANGES = 100;

  /** Copies the collections. */
  public AuditReport {
    expectedByType = Map.copyOf(expectedByType);
    missing = List.copyOf(missing);
  }

  /** Returns whether every event arrived as the rules ask. */
  public boolean isClean() {
    return faults().isEmpty();
  }

  /** Returns the number of events that did not arrive. */
  public long missingEvents() {
    return expected - counts.getArrived();
  }

  /** Returns what the rules do not allow, a sentence without a full stop each. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    fault(faults, missingEvents(), "missing");
    fault(faults, counts.getAltered(), "altered");
    fault(faults, counts.getUncompared(), "not compared with the folder");
    fault(faults, counts.getUnexpected(), "that the choice leaves out");
    fault(faults, counts.getUnknown(), "with an ordinal that the folder does not have");
    fault(faults, counts.getTooLate(), "10000 ordinals late or more: consumers drop them");
    fault(faults, counts.getRepeatedLate(), "repeated 10000 ordinals later or more");
    fault(faults, counts.getRepeatedInStream(), "repeated in a stream, which drops repeats");
    if (order == Order.ORDER_GLOBAL) {
      fault(
          faults,
          counts.getOutOfOrder(),
          counts.getOutOfOrderInSubject() > 0
              ? "out of order within 10000 ordinals"
              : "out of order within 10000 ordinals, though in order within their subjects, as a"
                  + " seed with --order subject sends them");
    } else if (order == Order.ORDER_SUBJECT) {
      fault(faults, counts.getOutOfOrderInSubject(), "after a later event of the same subject");
    }
    return faults;
  }

  private static void fault(List<String> faults, long number, String what) {
    if (number > 0) {
      faults.add(
          String.format(Locale.ROOT, "%d %s %s", number, number == 1 ? "event" : "events", what));
    }
  }

  /** Returns the number of missing events of each type that lacks some. */
  public Map<String, Long> missingByType() {
    Map<String, Long> missingByType = new TreeMap<>(expectedByType);
    for (Count each : counts.getArrivedByTypeList()) {
      missingByType.merge(each.getType(), -each.getEvents(), Long::sum);
    }
    missingByType.values().removeIf(number -> number <= 0);
    return missingByType;
  }

  /** Returns the report as a JSON object. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("folder", folder);
    json.addProperty("source", source);
    json.addProperty("clean", isClean());
    json.add("faults", array(faults()));
    json.addProperty("order", orderName());
    json.addProperty("expected", expected);
    json.addProperty("arrived", counts.getArrived());
    json.addProperty("missing", missingEvents());
    JsonArray ranges = new JsonArray();
    for (MissingRange each : missing) {
      JsonObject range = new JsonObject();
      range.addProperty("first", each.first());
      range.addProperty("last", each.last());
      ranges.add(range);
    }
    json.add("missingRanges", ranges);
    json.addProperty("allRangesListed", missing.size() < MOST_RANGES);
    json.add("missingByType", object(missingByType()));
    json.addProperty("altered", counts.getAltered());
    json.add("firstAltered", array(counts.getFirstAlteredList()));
    json.addProperty("uncompared", counts.getUncompared());
    json.addProperty("repeated", counts.getRepeated());
    json.addProperty("repeatedLate", counts.getRepeatedLate());
    json.addProperty("repeatedInStream", counts.getRepeatedInStream());
    json.add("firstRepeated", array(counts.getFirstRepeatedList()));
    json.addProperty("outOfOrder", counts.getOutOfOrder());
    json.addProperty("tooLate", counts.getTooLate());
    json.add("firstOutOfOrder", array(counts.getFirstOutOfOrderList()));
    json.addProperty("outOfOrderInSubject", counts.getOutOfOrderInSubject());
    json.add("firstOutOfOrderInSubject", array(counts.getFirstOutOfOrderInSubjectList()));
    json.addProperty("unexpected", counts.getUnexpected());
    json.addProperty("unknown", counts.getUnknown());
    json.addProperty("repairs", counts.getRepairs());
    json.addProperty("repaired", counts.getRepaired());
    json.addProperty("redelivered", counts.getRedelivered());
    json.addProperty("foreign", counts.getForeign());
    Map<String, Long> foreign = new TreeMap<>();
    counts
        .getForeignByEventsList()
        .forEach(each -> foreign.put(each.getEvents(), each.getMessages()));
    json.add("foreignByEvents", object(foreign));
    json.addProperty("unmarked", counts.getUnmarked());
    json.addProperty("seedEnded", counts.getSeedEnded());
    return new GsonBuilder().setPrettyPrinting().create().toJson(json);
  }

  private String orderName() {
    return order.name().replaceFirst("ORDER_", "").toLowerCase(Locale.ROOT);
  }

  private static JsonArray array(List<?> values) {
    JsonArray array = new JsonArray();
    for (Object each : values) {
      if (each instanceof Number number) {
        array.add(number);
      } else {
        array.add(String.valueOf(each));
      }
    }
    return array;
  }

  private static JsonObject object(Map<String, Long> values) {
    JsonObject object = new JsonObject();
    new TreeMap<>(values).forEach(object::addProperty);
    return object;
  }
}
