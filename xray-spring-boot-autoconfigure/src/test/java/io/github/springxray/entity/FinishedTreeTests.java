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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class FinishedTreeTests {

	private static final int MANY = 100_000;

	private final EntityFactory factory = OwnEntities.FACTORY;

	private final AWSXRayRecorder recorder = new OwnEntities().recorder(new SentEntities());

	private final TraceSegment segment = this.factory.segment(this.recorder, "orders", null);

	private TraceSubsegment begin(Entity parent, String name) {
		TraceSubsegment subsegment = this.factory.subsegment(this.recorder, name, parent);
		subsegment.join();
		return subsegment;
	}

	private void end(TraceSubsegment subsegment) {
		assertThat(subsegment.finish(false)).isNull();
	}

	private static List<String> names(FinishedTree tree) {
		List<String> names = new ArrayList<>();
		Deque<Entity> entities = new ArrayDeque<>(List.of(tree.root()));
		while (!entities.isEmpty()) {
			Entity entity = entities.remove();
			names.add(entity.getName());
			entities.addAll(entity.getSubsegmentsCopy());
		}
		return names;
	}

	@Test
	void segmentLeavesOnceWithWhatIsComplete() {
		TraceSubsegment child = begin(this.segment, "child");
		end(begin(child, "grandchild"));
		end(child);
		FinishedTree tree = this.segment.finish(false);
		assertThat(tree).isNotNull();
		assertThat(names(tree)).containsExactly("orders", "child", "grandchild");
		assertThat(tree.size()).isEqualTo(3);
		assertThat(tree.stillOpen()).isZero();
		assertThat(child.isEmitted()).isTrue();
		assertThat(this.segment.finish(false)).isNull();
		assertThat(child.finish(false)).isNull();
	}

	@Test
	void openSubsegmentLeavesOnItsOwnWithoutWhatHasLeft() {
		TraceSubsegment child = begin(this.segment, "child");
		end(begin(child, "early"));
		child.putAnnotation("key", "early");
		FinishedTree tree = this.segment.finish(false);
		child.putAnnotation("key", "late");
		assertThat(names(begin(child, "late").finish(false))).containsExactly("late");
		assertThat(names(tree)).containsExactly("orders", "child", "early");
		Subsegment moment = tree.root().getSubsegments().get(0);
		assertThat(moment.isInProgress()).isTrue();
		assertThat(moment.getId()).isEqualTo(child.getId());
		assertThat(moment.getAnnotations()).containsOnly(entry("key", "early"));
		FinishedTree alone = child.finish(false);
		assertThat(names(alone)).containsExactly("child");
		assertThat(alone.root().getAnnotations()).containsOnly(entry("key", "late"));
		assertThat(child.finish(false)).isNull();
	}

	@Test
	void openSubsegmentBeneathACompleteOneLeavesOnItsOwn() {
		TraceSubsegment child = begin(this.segment, "child");
		TraceSubsegment grandchild = begin(child, "grandchild");
		end(child);
		FinishedTree tree = this.segment.finish(false);
		assertThat(names(tree)).containsExactly("orders", "child", "grandchild");
		assertThat(tree.stillOpen()).isOne();
		TraceSubsegment open = begin(grandchild, "open");
		assertThat(names(grandchild.finish(false))).containsExactly("grandchild");
		assertThat(names(open.finish(false))).containsExactly("open");
	}

	@Test
	void subsegmentThatBeginsBeneathWhatHasLeftLeavesOnItsOwn() {
		TraceSubsegment child = begin(this.segment, "child");
		end(child);
		this.segment.finish(false);
		assertThat(names(begin(this.segment, "late").finish(false))).containsExactly("late");
		assertThat(names(begin(child, "later").finish(false))).containsExactly("later");
	}

	@Test
	void openSubsegmentTellsNothingButItsNameWhenAFilterHasNotSeenIt() {
		TraceSubsegment child = begin(this.segment, "child");
		child.putAnnotation("secret", "value");
		child.putHttp("request", Map.of("url", "secret"));
		child.addException(new IllegalStateException("secret"));
		Subsegment moment = this.segment.finish(true).root().getSubsegments().get(0);
		assertThat(moment.getAnnotations()).isEmpty();
		assertThat(moment.getHttp()).isEmpty();
		assertThat(moment.getCause().getExceptions()).isEmpty();
		assertThat(moment.getStartTime()).isEqualTo(child.getStartTime());
	}

	@Test
	void whatIsNotSampledDoesNotLeave() {
		TraceSubsegment child = begin(this.segment, "child");
		TraceSubsegment silent = begin(child, "silent");
		end(begin(silent, "beneath"));
		silent.keepBack();
		end(silent);
		end(child);
		assertThat(names(this.segment.finish(false))).containsExactly("orders", "child");
		TraceSegment unsampled = this.factory.segment(this.recorder, "orders", null);
		unsampled.setSampled(false);
		assertThat(unsampled.finish(false)).isNull();
		assertThat(unsampled.isEmitted()).isTrue();
	}

	@Test
	void whatHasLeftNoLongerChanges() {
		this.recorder.setContextMissingStrategy((message, type) -> {
		});
		TraceSubsegment child = begin(this.segment, "child");
		this.segment.putAnnotation("key", "before");
		this.segment.putMetadata("key", "before");
		end(child);
		this.segment.finish(false);
		for (TraceEntity entity : List.of(this.segment, child)) {
			entity.putAnnotation("key", "after");
			entity.putMetadata("key", "after");
			entity.putHttp("key", "after");
			entity.setFault(true);
			entity.setEmitted(false);
			entity.addException(new IllegalStateException("after"));
			entity.addSubsegment(this.factory.subsegment(this.recorder, "after", entity));
			entity.getAws().put("key", "after");
			assertThat(entity.getAws()).isEmpty();
			assertThat(entity.getHttp()).isEmpty();
			assertThat(entity.isFault()).isFalse();
			assertThat(entity.isEmitted()).isTrue();
			assertThat(entity.getCause().getExceptions()).isEmpty();
			assertThat(entity.getSubsegmentsCopy()).doesNotHaveToString("after")
				.noneMatch((each) -> each.getName().equals("after"));
		}
		assertThat(this.segment.getAnnotations()).containsOnly(entry("key", "before"));
		assertThat(this.segment.getMetadata().get("default")).containsOnly(entry("key", "before"));
	}

	@Test
	void whatIsInATreeThatHasLeftStaysThere() {
		List<Consumer<TraceSubsegment>> changes = List.of((child) -> this.segment.removeSubsegment(child),
				(child) -> this.segment.getSubsegments().remove(child),
				(child) -> this.segment.getSubsegments().remove(0), (child) -> this.segment.getSubsegments().clear(),
				(child) -> this.segment.getSubsegments().removeIf((each) -> true),
				(child) -> this.segment.getSubsegments().add(child),
				(child) -> this.segment.getSubsegments().add(0, child),
				(child) -> this.segment.getSubsegments().set(1, child));
		TraceSubsegment first = begin(this.segment, "first");
		end(first);
		end(begin(this.segment, "second"));
		FinishedTree tree = this.segment.finish(false);
		changes.forEach((change) -> {
			change.accept(first);
			assertThat(names(tree)).containsExactly("orders", "first", "second");
		});
	}

	@Test
	void whatAStrategyHasSentAndNotTakenOutYetIsNotTakenAgain() {
		TraceSubsegment sent = begin(this.segment, "sent");
		end(begin(sent, "beneath"));
		end(sent);
		end(begin(this.segment, "other"));
		assertThat(FinishedTree.handOver(sent, false)).isNotNull();
		assertThat(CompletedTrees.takeOut(this.segment, 0)).extracting((tree) -> String.join(" ", names(tree)))
			.containsExactly("other");
		assertThat(FinishedTree.handOver(sent, false)).isNull();
		this.segment.removeSubsegment(sent);
		assertThat(this.segment.getTotalSize().intValue()).isZero();
	}

	@Test
	void whatAStrategyHasFoundButHasLeftBeneathAnOpenOneIsNotSentAgain() {
		TraceSubsegment open = begin(this.segment, "open");
		TraceSubsegment found = begin(open, "found");
		end(found);
		found.setEmitted(true);
		assertThat(names(this.segment.finish(false))).containsExactly("orders", "open", "found");
		open.removeSubsegment(found);
		assertThat(FinishedTree.handOver(found, false)).isNull();
		assertThat(names(open.finish(false))).containsExactly("open");
	}

	@Test
	void whatAStrategyHasTakenOutIsSentAlthoughItsParentHasLeft() {
		TraceSubsegment taken = begin(this.segment, "taken");
		end(taken);
		taken.setEmitted(true);
		this.segment.removeSubsegment(taken);
		assertThat(names(this.segment.finish(false))).containsExactly("orders");
		assertThat(FinishedTree.handOver(taken, false)).isNotNull();
	}

	@Test
	void emitterOfTheApplicationMayTakeApartWhatHasLeftUntilOursHasIt() {
		TraceSubsegment first = begin(this.segment, "first");
		end(first);
		TraceSubsegment second = begin(this.segment, "second");
		end(second);
		FinishedTree tree = this.segment.finish(false);
		FinishedTree.takeApart(this.segment);
		this.segment.removeSubsegment(first);
		assertThat(names(tree)).containsExactly("orders", "second");
		FinishedTree.handOver(this.segment, false);
		this.segment.removeSubsegment(second);
		FinishedTree.takeApart(this.segment);
		this.segment.removeSubsegment(second);
		assertThat(names(tree)).containsExactly("orders", "second");
	}

	@Test
	void isHandedOverOnceWhoeverSendsIt() {
		TraceSubsegment child = begin(this.segment, "child");
		end(child);
		TraceSubsegment open = begin(this.segment, "open");
		FinishedTree tree = this.segment.finish(false);
		assertThat(FinishedTree.handOver(this.segment, false)).isSameAs(tree);
		assertThat(FinishedTree.handOver(this.segment, false)).isNull();
		assertThat(FinishedTree.handOver(child, false)).isNull();
		assertThat(FinishedTree.handOver(open, false)).isNotNull();
		assertThat(FinishedTree.handOver(open, false)).isNull();
		assertThat(open.finish(false)).isNull();
	}

	@Test
	void foreignSubsegmentsLeaveToo() {
		Subsegment foreign = new SdkEntities().subsegment(this.recorder, "foreign", this.segment);
		this.segment.addSubsegment(foreign);
		FinishedTree tree = this.segment.finish(false);
		assertThat(names(tree)).containsExactly("orders", "foreign");
		assertThat(tree.size()).isEqualTo(2);
	}

	@Test
	void subsegmentInASegmentOfTheSdkIsAPartOfIt() {
		Segment foreign = new SdkEntities().segment(this.recorder, "foreign", null);
		TraceSubsegment child = this.factory.subsegment(this.recorder, "child", foreign);
		foreign.addSubsegment(child);
		assertThat(foreign.getReferenceCount()).isOne();
		assertThat(foreign.end()).isFalse();
		assertThat(child.end()).isTrue();
		assertThat(EntityContract.read(foreign.serialize()).path("subsegments").get(0).path("id").asText())
			.isEqualTo(child.getId());
	}

	@Test
	void completeSubsegmentsLeaveInBatchesWhileTheSegmentGoesOn() {
		int sent = 0;
		int batches = 0;
		for (int i = 0; i < 50_000; i++) {
			end(begin(this.segment, "child " + i));
			List<FinishedTree> batch = CompletedTrees.takeOut(this.segment, 100);
			sent += batch.size();
			batches += batch.isEmpty() ? 0 : 1;
		}
		FinishedTree rest = this.segment.finish(false);
		assertThat(sent + rest.size() - 1).isEqualTo(50_000);
		assertThat(batches).isBetween(400, 500);
		assertThat(rest.size()).isLessThanOrEqualTo(101);
	}

	@Test
	void completeSubsegmentsAreNotTakenFromAboveOpenOnes() {
		TraceSubsegment complete = begin(this.segment, "complete");
		end(begin(complete, "beneath"));
		end(complete);
		TraceSubsegment ended = begin(this.segment, "ended");
		TraceSubsegment open = begin(ended, "open");
		end(begin(open, "done"));
		end(ended);
		List<FinishedTree> trees = CompletedTrees.takeOut(this.segment, 0);
		assertThat(trees).extracting((tree) -> String.join(" ", names(tree)))
			.containsExactlyInAnyOrder("complete beneath", "done");
		assertThat(CompletedTrees.takeOut(this.segment, 0)).isEmpty();
		end(open);
		assertThat(CompletedTrees.takeOut(this.segment, 0)).extracting((tree) -> String.join(" ", names(tree)))
			.containsExactly("ended open");
		assertThat(this.segment.getSubsegmentsCopy()).isEmpty();
		assertThat(this.segment.getTotalSize().intValue()).isZero();
		assertThat(names(this.segment.finish(false))).containsExactly("orders");
	}

	@Test
	void nothingIsTakenBelowTheThreshold() {
		for (int i = 0; i < 5; i++) {
			end(begin(this.segment, "child"));
		}
		assertThat(CompletedTrees.takeOut(this.segment, 5)).isEmpty();
		end(begin(this.segment, "child"));
		assertThat(CompletedTrees.takeOut(this.segment, 5)).hasSize(6);
	}

	@Test
	void manyNestedSubsegmentsLeaveInOne() {
		List<TraceSubsegment> nested = nest();
		for (int i = MANY - 1; i >= 0; i--) {
			end(nested.get(i));
		}
		FinishedTree tree = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> this.segment.finish(false));
		assertThat(tree.size()).isEqualTo(MANY + 1);
		assertThat(tree.weight()).isGreaterThan(MANY * 100L);
	}

	@Test
	void manyNestedSubsegmentsLeaveInBatches() {
		int sent = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
			List<TraceSubsegment> nested = nest();
			int count = 0;
			for (int i = MANY - 1; i >= 0; i--) {
				end(nested.get(i));
				for (FinishedTree tree : CompletedTrees.takeOut(this.segment, 100)) {
					count += tree.size();
				}
			}
			return count;
		});
		assertThat(sent + this.segment.finish(false).size() - 1).isEqualTo(MANY);
	}

	@Test
	void manyNestedSubsegmentsThatOutliveTheirSegmentLeaveOneByOne() {
		List<TraceSubsegment> nested = nest();
		FinishedTree tree = this.segment.finish(false);
		assertThat(tree.stillOpen()).isEqualTo(MANY);
		assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
			for (TraceSubsegment each : nested) {
				assertThat(each.finish(false).size()).isOne();
			}
		});
		assertThatNoException().isThrownBy(() -> nested.get(MANY - 1).getTraceId());
	}

	private List<TraceSubsegment> nest() {
		List<TraceSubsegment> nested = new ArrayList<>(MANY);
		Entity parent = this.segment;
		for (int i = 0; i < MANY; i++) {
			TraceSubsegment child = begin(parent, "nested");
			nested.add(child);
			parent = child;
		}
		return nested;
	}

}
