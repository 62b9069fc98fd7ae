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

package io.github.springxray.test;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.ThreadLocalStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedTracesTestExecutionListener}, which run other tests.
 */
@SuppressWarnings("deprecation")
class RecordedTracesTestExecutionListenerTests {

	@AfterEach
	void cleanUp() {
		ThreadLocalStorage.clear();
	}

	@Test
	void failsTestThatLeavesTraceUnread() {
		assertThat(failures(LeavesTraceUnread.class)).singleElement()
			.asString()
			.contains("Documents that no one has taken:", "segment 'unread' [", "unread\n      child");
	}

	@Test
	void passesTestThatReadsItsTraceAndBeginsTheNextOneClean() {
		assertThat(failures(ReadsItsTraces.class)).isEmpty();
	}

	@Test
	void failsTestThatLeavesEntityOnItsThreadAndClearsIt() {
		assertThat(failures(LeavesEntityOnItsThread.class)).singleElement()
			.asString()
			.contains("subsegment 'left' on the thread of the test");
	}

	@Test
	void failsTestThatLeavesEntityOnAnotherThread() {
		assertThat(failures(LeavesEntityOnAnotherThread.class)).singleElement()
			.asString()
			.contains("segment 'left' on thread 'worker'");
	}

	@Test
	void reportsDocumentsAndEntitiesTogether() {
		assertThat(failures(LeavesBoth.class)).singleElement()
			.asString()
			.contains("segment 'unread' [", "segment 'left' on the thread of the test");
	}

	@Test
	void addsNothingToTestThatHasFailedAlready() {
		assertThat(failures(FailsByItself.class)).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessage("its own").hasNoSuppressedExceptions());
	}

	@Test
	void checksTestThatMakesItsContextDirty() {
		assertThat(failures(LeavesTraceUnreadAndContextDirty.class)).singleElement()
			.asString()
			.contains("segment 'unread' [");
	}

	@Test
	void acceptsWhatSetUpBeginsAndTearDownEnds() {
		assertThat(failures(BeginsInSetUp.class)).isEmpty();
	}

	@Test
	void unreadTracesMayBeAllowedByTheAnnotation() {
		assertThat(failures(MayLeaveTraceUnread.class)).isEmpty();
	}

	@Test
	void unreadTracesMayBeAllowedByProperty() {
		assertThat(failures(MayLeaveTraceUnreadByProperty.class)).isEmpty();
	}

	@Test
	void leaksStillFailWhereUnreadTracesAreAllowed() {
		assertThat(failures(MayLeaveTraceUnreadButNoEntity.class)).singleElement()
			.asString()
			.contains("segment 'left'")
			.doesNotContain("unread");
	}

	@Test
	void leaksMayBeAllowedAndAreClearedAllTheSame() {
		assertThat(failures(MayLeaveEntity.class)).isEmpty();
	}

	@Test
	void leaksMayBeAllowedByProperty() {
		assertThat(failures(MayLeaveEntityByProperty.class)).isEmpty();
	}

	@Test
	void leavesTestsWithoutRecordedTracesAlone() {
		assertThat(failures(HasNoRecordedTraces.class)).isEmpty();
		assertThat(ThreadLocalStorage.get()).isNotNull();
	}

	@Test
	void staticApiReachesTheContextOfTheTestAndNotTheOneThatStartedLast() {
		assertThat(failures(ReadsItsTraces.class)).isEmpty();
		assertThat(failures(StartsContextOfItsOwn.class)).isEmpty();
		assertThat(failures(ReadsItsTraces.class)).isEmpty();
	}

	private static List<Throwable> failures(Class<?> testClass) {
		Events tests = EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents();
		assertThat(tests.finished().count()).isPositive().isEqualTo(tests.started().count());
		return tests.failed()
			.map(Event::getPayload)
			.map((payload) -> (TestExecutionResult) payload.orElseThrow())
			.map((result) -> result.getThrowable().orElseThrow())
			.toList();
	}

	private static void record(String name) {
		AWSXRay.beginSegment(name);
		AWSXRay.endSegment();
	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class LeavesTraceUnread {

		@Test
		void test() {
			AWSXRay.beginSegment("unread");
			AWSXRay.beginSubsegment("child");
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class ReadsItsTraces {

		@Autowired
		private RecordedTraces traces;

		@Test
		void one() {
			record("one");
			assertThat(this.traces.takeSegment().name()).isEqualTo("one");
		}

		@Test
		void two() {
			record("two");
			assertThat(this.traces.takeSegment().name()).isEqualTo("two");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	static class LeavesEntityOnItsThread {

		@Test
		@Order(1)
		void leaves() {
			AWSXRay.beginSegment("segment");
			AWSXRay.beginSubsegment("left");
		}

		@Test
		@Order(2)
		void findsNothing() {
			assertThat(AWSXRay.getTraceEntity()).isNull();
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class LeavesEntityOnAnotherThread {

		private static final ExecutorService executor = Executors
			.newSingleThreadExecutor((task) -> new Thread(task, "worker"));

		@Test
		void test() throws Exception {
			executor.submit(() -> AWSXRay.beginSegment("left")).get();
		}

		@AfterAll
		static void shutDown() {
			executor.shutdownNow();
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class LeavesBoth {

		@Test
		void test() {
			record("unread");
			AWSXRay.beginSegment("left");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class FailsByItself {

		@Test
		void test() {
			record("unread");
			AWSXRay.beginSegment("left");
			throw new IllegalStateException("its own");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class LeavesTraceUnreadAndContextDirty {

		@Test
		@DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
		void test() {
			record("unread");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	static class BeginsInSetUp {

		@Autowired
		private RecordedTraces traces;

		@BeforeEach
		void begin() {
			AWSXRay.beginSegment("segment");
		}

		@AfterEach
		void end() {
			AWSXRay.endSegment();
			this.traces.takeSegment("segment");
		}

		@Test
		void test() {
			assertThat(AWSXRay.getCurrentSegment().getName()).isEqualTo("segment");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay(failOnUnread = false)
	static class MayLeaveTraceUnread {

		@Test
		void test() {
			record("unread");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	@TestPropertySource(properties = "xray.test.fail-on-unread=false")
	static class MayLeaveTraceUnreadByProperty {

		@Test
		void test() {
			record("unread");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay(failOnUnread = false)
	static class MayLeaveTraceUnreadButNoEntity {

		@Test
		void test() {
			record("unread");
			AWSXRay.beginSegment("left");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay(failOnLeak = false)
	static class MayLeaveEntity {

		@Test
		void one() {
			assertThat(AWSXRay.getTraceEntity()).isNull();
			AWSXRay.beginSegment("left");
		}

		@Test
		void two() {
			assertThat(AWSXRay.getTraceEntity()).isNull();
			AWSXRay.beginSegment("left");
		}

	}

	@SpringBootTest(classes = NoBeans.class)
	@AutoConfigureXRay
	@TestPropertySource(properties = "xray.test.fail-on-leak=false")
	static class MayLeaveEntityByProperty {

		@Test
		void test() {
			AWSXRay.beginSegment("left");
		}

	}

	@SpringBootTest(classes = NoBeans.class, properties = "xray.name=of-its-own")
	@AutoConfigureXRay
	static class StartsContextOfItsOwn extends ReadsItsTraces {

	}

	@SpringBootTest(classes = NoBeans.class)
	static class HasNoRecordedTraces {

		@Test
		void test() {
			AWSXRay.beginSegment("left");
		}

	}

	static class NoBeans {

	}

}
