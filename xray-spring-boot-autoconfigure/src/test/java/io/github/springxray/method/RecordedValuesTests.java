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

package io.github.springxray.method;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRayMetadata;
import io.github.springxray.recorder.TracingFaults;

import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link XRayAnnotation} and {@link XRayMetadata} record.
 */
@ExtendWith(OutputCaptureExtension.class)
class RecordedValuesTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner().withBean(Shop.class);

	@Test
	void argumentsBecomeAnnotations() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Shop.class)
				.annotate("o-1", 7L, true, DayOfWeek.FRIDAY, new Money(new BigDecimal("9.99")), null));
			assertThat(subsegment.getAnnotations())
				.isEqualTo(Map.of("order_id", "o-1", "count", 7L, "gift", true, "day", "FRIDAY", "price", "9.99 EUR"));
		});
	}

	@Test
	void keysOfAnnotationsAreMadeLegal() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Shop.class).illegalKey("a"));
			assertThat(subsegment.getAnnotations()).containsOnlyKeys("order_id_");
		});
	}

	@Test
	void argumentsBecomeMetadata() {
		this.contextRunner.run((context) -> {
			Money price = new Money(BigDecimal.TEN);
			Subsegment subsegment = record(
					() -> context.getBean(Shop.class).describe(price, price, List.of("a"), null));
			assertThat(subsegment.getMetadata().get("default")).isEqualTo(Map.of("price", price, "second", price));
			assertThat(subsegment.getMetadata().get("shop")).isEqualTo(Map.of("items", List.of("a")));
		});
	}

	@Test
	void resultIsRecorded() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Shop.class).total());
			assertThat(subsegment.getAnnotations()).isEqualTo(Map.of("amount", BigDecimal.ONE));
			assertThat(subsegment.getMetadata().get("default")).isEqualTo(Map.of("result", new Money(BigDecimal.ONE)));
		});
	}

	@Test
	void resultIsNotRecordedWhenTheMethodFails() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> assertThat(context.getBean(Shop.class).asyncTotal(false))
				.completesExceptionallyWithin(Duration.ZERO));
			assertThat(subsegment.getAnnotations()).isEmpty();
			assertThat(subsegment.isFault()).isTrue();
		});
	}

	@Test
	void valueOfAsynchronousResultIsRecorded() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Shop.class).asyncTotal(true).join());
			assertThat(subsegment.getAnnotations()).isEqualTo(Map.of("amount", BigDecimal.TEN));
		});
	}

	@Test
	void expressionTakesPartsOfTheValue() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(
					() -> context.getBean(Shop.class).parts(new Money(BigDecimal.TEN), List.of(1, 2)));
			assertThat(subsegment.getAnnotations())
				.isEqualTo(Map.of("amount", BigDecimal.TEN, "expensive", true, "number", 2));
			assertThat(subsegment.getMetadata().get("default")).isEqualTo(Map.of("first", 1));
		});
	}

	@Test
	void failingExpressionIsCountedAndTheCallGoesOn() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(
					() -> assertThat(context.getBean(Shop.class).badExpression("a")).isEqualTo("done"));
			assertThat(subsegment.getAnnotations()).isEqualTo(Map.of("after", "a"));
			assertThat(subsegment.isFault()).isFalse();
			assertThat(context.getBean(TracingFaults.class).counts())
				.containsEntry("recording a value with @XRayAnnotation or @XRayMetadata", 1L);
		});
	}

	@Test
	void expressionCannotReachTypesOrBeans() {
		this.contextRunner.run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Shop.class).reaching("a"));
			assertThat(subsegment.getAnnotations()).isEmpty();
		});
	}

	@Test
	void illegalExpressionIsWarnedAboutOnceAtItsFirstUse(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			String warning = "The expression 'amount +* 3' at Shop.illegalExpression is not legal";
			assertThat(output).doesNotContain(warning);
			for (int i = 0; i < 2; i++) {
				Subsegment subsegment = record(
						() -> assertThat(context.getBean(Shop.class).illegalExpression("a")).isEqualTo("done"));
				assertThat(subsegment.getAnnotations()).isEmpty();
			}
			assertThat(output.toString().split(Pattern.quote(warning), -1)).hasSize(2);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	@Test
	void toStringThatThrowsIsCountedAndTheCallGoesOn() {
		this.contextRunner.run((context) -> {
			record(() -> context.getBean(Shop.class).anything(new Object() {

				@Override
				public String toString() {
					throw new IllegalStateException("no string");
				}

			}));
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
		});
	}

	@Test
	void annotationsOfTheInterfaceCountAndThoseOfTheClassWin() {
		this.contextRunner.withBean(CornerStore.class).run((context) -> {
			Subsegment subsegment = record(() -> context.getBean(Store.class).sell("a", "b"));
			assertThat(subsegment.getAnnotations()).isEqualTo(Map.of("item", "a", "result", "1"));
			assertThat(subsegment.getMetadata().get("default")).isEqualTo(Map.of("customer", "b"));
		});
	}

	@Test
	void valuesAloneTraceNothing() {
		this.contextRunner.withBean(ValuesOnly.class).run((context) -> {
			Segment segment = trace(() -> context.getBean(ValuesOnly.class).work("a"));
			assertThat(segment.getSubsegmentsCopy()).isEmpty();
		});
	}

	private static Subsegment record(MethodTracing.Code code) throws Exception {
		return only(trace(code));
	}

	record Money(BigDecimal amount) {

		boolean hidden() {
			return true;
		}

		public boolean isMoreThan(int other) {
			return this.amount.intValue() > other;
		}

		@Override
		public String toString() {
			return this.amount + " EUR";
		}

	}

	@XRayEnabled
	static class Shop {

		public void annotate(@XRayAnnotation("order_id") String id, @XRayAnnotation("count") long count,
				@XRayAnnotation("gift") boolean gift, @XRayAnnotation("day") DayOfWeek day,
				@XRayAnnotation("price") Money price, @XRayAnnotation("nothing") String nothing) {
		}

		public void illegalKey(@XRayAnnotation("order-id!") String id) {
		}

		public void describe(@XRayMetadata Money price, @XRayMetadata("second") Money other,
				@XRayMetadata(value = "items", namespace = "shop") List<String> items, @XRayMetadata Object nothing) {
		}

		@XRayAnnotation(value = "amount", expression = "amount")
		@XRayMetadata
		public Money total() {
			return new Money(BigDecimal.ONE);
		}

		@XRayAnnotation(value = "amount", expression = "amount")
		public CompletableFuture<Money> asyncTotal(boolean successful) {
			return successful ? CompletableFuture.completedFuture(new Money(BigDecimal.TEN))
					: CompletableFuture.failedFuture(new IllegalStateException());
		}

		public void parts(
				@XRayAnnotation(value = "amount", expression = "amount") @XRayAnnotation(value = "expensive",
						expression = "isMoreThan(5)") Money price,
				@XRayAnnotation(value = "number", expression = "size()") @XRayMetadata(value = "first",
						expression = "[0]") List<Integer> items) {
		}

		public String badExpression(@XRayAnnotation(value = "before",
				expression = "missing.property") @XRayAnnotation("after") String value) {
			return "done";
		}

		public void reaching(
				@XRayAnnotation(value = "type", expression = "T(java.lang.System).getenv()") @XRayAnnotation(
						value = "bean", expression = "@shop") String value) {
		}

		public String illegalExpression(@XRayAnnotation(value = "x", expression = "amount +* 3") String value) {
			return "done";
		}

		public void anything(@XRayAnnotation("anything") Object value) {
		}

	}

	@XRayEnabled
	interface Store {

		@XRayAnnotation("result")
		int sell(@XRayAnnotation("item") String item, @XRayMetadata String customer);

	}

	static class CornerStore implements Store {

		@Override
		@XRayAnnotation(value = "result", expression = "toString()")
		public int sell(String item, String customer) {
			return item.length();
		}

	}

	static class ValuesOnly {

		@XRayAnnotation("result")
		public String work(@XRayAnnotation("argument") String argument) {
			return argument;
		}

	}

}
