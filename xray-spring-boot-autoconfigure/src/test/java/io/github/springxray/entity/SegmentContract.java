/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.internal.SamplingStrategyOverride;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

/**
 * What is particular about segments and about subsegments.
 */
@SuppressWarnings("deprecation")
abstract class SegmentContract extends EntityContract {

	@Test
	void segmentKeepsWhatOnlySegmentsHave() {
		Segment segment = segment("orders");
		segment.setUser("jo");
		segment.setOrigin("AWS::EC2::Instance");
		segment.setResourceArn("arn:aws:ec2:eu-west-1:1:instance/i-1");
		segment.putService("version", "1.2");
		segment.putAllService(Map.of("runtime", "OpenJDK"));
		assertThat(segment.getUser()).isEqualTo("jo");
		assertThat(segment.getOrigin()).isEqualTo("AWS::EC2::Instance");
		assertThat(segment.getResourceArn()).isEqualTo("arn:aws:ec2:eu-west-1:1:instance/i-1");
		assertThat(segment.getService()).containsOnly(entry("version", "1.2"), entry("runtime", "OpenJDK"));
		JsonNode json = read(segment.serialize());
		assertThat(json.path("trace_id").asText()).isEqualTo(TRACE_ID.toString());
		assertThat(json.path("user").asText()).isEqualTo("jo");
		assertThat(json.path("origin").asText()).isEqualTo("AWS::EC2::Instance");
		assertThat(json.path("resource_arn").asText()).isEqualTo("arn:aws:ec2:eu-west-1:1:instance/i-1");
		assertThat(json.path("service").path("version").asText()).isEqualTo("1.2");
		Map<String, Object> service = new HashMap<>();
		segment.setService(service);
		assertThat(segment.getService()).isSameAs(service);
		assertThatNullPointerException().isThrownBy(() -> this.segment("other").putService("key", null));
	}

	@Test
	void segmentIsItsOwnAndHasNoParent() {
		Segment segment = segment("orders");
		assertThat(segment.getParentSegment()).isSameAs(segment);
		assertThat(segment.getParent()).isNull();
		assertThat(segment.isRecording()).isTrue();
		TraceID other = TraceID.create(this.recorder);
		segment.setTraceId(other);
		assertThat(segment.getTraceId()).isEqualTo(other);
		assertThat(this.source.segment(this.recorder, "new", null).getTraceId()).isNotNull().isNotEqualTo(TRACE_ID);
	}

	@Test
	void segmentIsSampledUnlessSomebodySaysOtherwise() {
		Segment segment = segment("orders");
		segment.setSampled(false);
		assertThat(segment.isSampled()).isFalse();
		assertThat(subsegment(segment, "child").isSampled()).isFalse();
		segment.setSampled(true);
		assertThat(subsegment(segment, "child").isSampled()).isTrue();
	}

	@Test
	void segmentNotesTheSamplingRule() {
		Segment segment = segment("orders");
		segment.setRuleName("none");
		assertThat(segment.getAws()).isEmpty();
		Map<String, Object> shared = Map.of("sdk", "X-Ray for Java");
		segment.putAllAws(Map.of("xray", shared));
		segment.setRuleName("busy");
		assertThat(segment.getAws().get("xray")).isEqualTo(Map.of("sdk", "X-Ray for Java", "rule_name", "busy"));
		assertThat(shared).hasSize(1);
	}

	@Test
	void segmentAsksTheStrategyWhenItIsChangedAfterItWasEmitted() {
		Segment segment = segment("orders");
		List<Class<?>> types = new ArrayList<>();
		this.recorder.setContextMissingStrategy((message, type) -> types.add(type));
		segment.setEmitted(true);
		List<Consumer<Segment>> changes = List.of((s) -> s.setSampled(false), (s) -> s.setUser("jo"),
				(s) -> s.setOrigin("here"), (s) -> s.setResourceArn("arn"), (s) -> s.putService("key", 1),
				(s) -> s.putAllService(Map.of("key", 1)), (s) -> s.setService(new HashMap<>()),
				(s) -> s.setRuleName("rule"));
		for (Consumer<Segment> change : changes) {
			types.clear();
			change.accept(segment);
			assertThat(types).isNotEmpty().containsOnly(AlreadyEmittedException.class);
		}
	}

	@Test
	void segmentEndsWhenNothingIsOpen() {
		Segment segment = segment("orders");
		assertThat(segment.end()).isTrue();
		assertThat(segment.isInProgress()).isFalse();
		assertThat(segment.isEmitted()).isTrue();
		assertThat(segment.getEndTime()).isGreaterThanOrEqualTo(Math.floor(segment.getStartTime() * 1000) / 1000);
		Segment early = segment("early");
		early.setEndTime(42);
		early.end();
		assertThat(early.getEndTime()).isEqualTo(42);
	}

	@Test
	void segmentWaitsForWhatIsOpen() {
		Segment segment = segment("orders");
		Subsegment first = subsegment(segment, "first");
		Subsegment second = subsegment(first, "second");
		assertThat(segment.getReferenceCount()).isEqualTo(2);
		assertThat(segment.getTotalSize().intValue()).isEqualTo(2);
		assertThat(segment.end()).isFalse();
		assertThat(segment.isEmitted()).isFalse();
		assertThat(first.end()).isFalse();
		assertThat(second.end()).isTrue();
		assertThat(second.isEmitted()).isTrue();
		assertThat(segment.getReferenceCount()).isZero();
	}

	@Test
	void subsegmentThatIsNotSampledDoesNotSendItsSegment() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		child.setSampledFalse();
		assertThat(child.isSampled() || child.isRecording()).isFalse();
		segment.end();
		assertThat(child.end()).isFalse();
	}

	@Test
	void subsegmentEndsEvenIfSomebodyHasSaidSoBefore() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		child.setInProgress(false);
		child.setEndTime(42);
		segment.end();
		assertThat(child.end()).isTrue();
		assertThat(child.getEndTime()).isEqualTo(42);
	}

	@Test
	void subsegmentBelongsToItsSegment() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		Subsegment grandchild = subsegment(child, "grandchild");
		assertThat(grandchild.getParent()).isSameAs(child);
		assertThat(grandchild.getParentSegment()).isSameAs(segment);
		assertThat(grandchild.shouldPropagate()).isTrue();
		assertThat(grandchild.isRecording()).isTrue();
		assertThat(grandchild.getSamplingStrategyOverride()).isEqualTo(SamplingStrategyOverride.DISABLED);
		Segment other = this.source.segment(this.recorder, "other", null);
		grandchild.setTraceId(other.getTraceId());
		assertThat(grandchild.getTraceId()).isEqualTo(TRACE_ID);
		grandchild.setParentSegment(other);
		assertThat(grandchild.getParentSegment()).isSameAs(other);
		assertThat(grandchild.getTraceId()).isEqualTo(other.getTraceId());
	}

	@Test
	void subsegmentHasPrecursors() {
		Subsegment child = subsegment(segment("orders"), "child");
		assertThat(child.getPrecursorIds()).isEmpty();
		child.addPrecursorId("0123456789abcdef");
		child.getPrecursorIds().add("fedcba9876543210");
		assertThat(child.getPrecursorIds()).containsExactlyInAnyOrder("0123456789abcdef", "fedcba9876543210");
		assertThat(read(child.serialize()).path("precursor_ids")).hasSize(2);
		assertThatNullPointerException().isThrownBy(() -> child.addPrecursorId(null));
		Set<String> set = new HashSet<>();
		child.setPrecursorIds(set);
		assertThat(child.getPrecursorIds()).isSameAs(set);
	}

	@Test
	void subsegmentAsksTheStrategyWhenItIsChangedAfterItWasEmitted() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		List<Class<?>> types = new ArrayList<>();
		this.recorder.setContextMissingStrategy((message, type) -> types.add(type));
		child.setEmitted(true);
		List<Consumer<Subsegment>> changes = List.of((s) -> s.setNamespace("aws"), (s) -> s.setParentSegment(segment),
				(s) -> s.addPrecursorId("0123456789abcdef"), (s) -> s.setPrecursorIds(new HashSet<>()),
				Subsegment::setSampledFalse);
		for (Consumer<Subsegment> change : changes) {
			types.clear();
			change.accept(child);
			assertThat(types).isNotEmpty().containsOnly(AlreadyEmittedException.class);
		}
	}

	@Test
	void subsegmentCanBeWrittenOnItsOwn() {
		Segment segment = segment("orders");
		Subsegment child = subsegment(segment, "child");
		child.setNamespace("remote");
		Subsegment grandchild = subsegment(child, "grandchild");
		JsonNode json = read(grandchild.streamSerialize());
		assertThat(json.path("type").asText()).isEqualTo("subsegment");
		assertThat(json.path("trace_id").asText()).isEqualTo(TRACE_ID.toString());
		assertThat(json.path("parent_id").asText()).isEqualTo(child.getId());
		assertThat(json.path("id").asText()).isEqualTo(grandchild.getId());
		assertThat(read(grandchild.prettyStreamSerialize())).isEqualTo(json);
		assertThat(read(child.streamSerialize()).path("parent_id").asText()).isEqualTo(segment.getId());
		assertThat(read(child.streamSerialize()).path("namespace").asText()).isEqualTo("remote");
	}

}
