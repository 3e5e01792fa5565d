package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.AbuseReported;
import com.happypancake.schemas.event.AbuseResolved;
import com.happypancake.schemas.legacy.AbuseReport;
import java.util.ArrayList;
import java.util.List;

/** Maps AbuseReports to reports and resolutions. */
final class AbuseReportMapping implements Mapping<AbuseReport> {

  private final EventDefinition reported;
  private final EventDefinition resolved;

  AbuseReportMapping(EventCatalogue events) {
    reported = events.byType("abuse-reported");
    resolved = events.byType("abuse-resolved");
  }

  @Override
  public String table() {
    return "AbuseReports";
  }

  @Override
  public Parser<AbuseReport> parser() {
    return AbuseReport.parser();
  }

  @Override
  public List<Outcome> map(AbuseReport row, Lookups lookups) {
    List<Outcome> outcomes = new ArrayList<>(2);
    outcomes.add(reported(row, lookups));
    if (LegacyTimes.isSet(row.hasResolvedAt(), row.getResolvedAt())) {
      outcomes.add(resolved(row, lookups));
    }
    return outcomes;
  }

  private Outcome reported(AbuseReport row, Lookups lookups) {
    return draft(reported, row, lookups)
        .needs("Reason", row.hasReason())
        .at("CreatedAt", row.hasCreatedAt(), row.getCreatedAt())
        .with(
            () -> {
              AbuseReported.Builder payload =
                  AbuseReported.newBuilder()
                      .setReportId(row.getReportId())
                      .setReporterId(row.getReporterId())
                      .setReportedMemberId(row.getReportedMemberId())
                      .setReason(row.getReason());
              if (row.hasText()) {
                payload.setText(row.getText());
              }
              return payload.build();
            });
  }

  private Outcome resolved(AbuseReport row, Lookups lookups) {
    return draft(resolved, row, lookups)
        .at("ResolvedAt", row.hasResolvedAt(), row.getResolvedAt())
        .with(
            () -> {
              AbuseResolved.Builder payload =
                  AbuseResolved.newBuilder()
                      .setReportId(row.getReportId())
                      .setReporterId(row.getReporterId())
                      .setReportedMemberId(row.getReportedMemberId());
              if (row.hasResolution()) {
                payload.setResolution(row.getResolution());
              }
              return payload.build();
            });
  }

  private static Draft draft(EventDefinition event, AbuseReport row, Lookups lookups) {
    return new Draft(event, lookups)
        .needs("ReportId", row.hasReportId())
        .member("ReporterId", row.hasReporterId(), row.getReporterId())
        .member("ReportedMemberId", row.hasReportedMemberId(), row.getReportedMemberId());
  }
}
