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

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.ObservedAspect;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.EnableAspectJAutoProxy;

import io.github.springxray.XRaySubsegment;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.observation.XRayObservationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods with Micrometer's annotation, which nobody has to switch on.
 */
class ObservedMethodsTests {

	private final ApplicationContextRunner runner = MethodTracing.runner().withBean(Orders.class).withBean(Stock.class);

	@Test
	void areSubsegmentsWithoutAnyAspect() {
		this.runner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			Segment segment = MethodTracing.trace(() -> {
				orders.place();
				orders.cancel();
				orders.find();
				orders.quiet();
			});
			assertThat(MethodTracing.names(segment)).containsExactly("place order", "orders.cancel", "Orders.find");
			assertThat(segment.getSubsegmentsCopy().get(0).getAnnotations()).containsEntry("tier", "gold");
		});
	}

	@Test
	void ofAnAnnotatedClassAreAllSubsegments() {
		this.runner.run((context) -> {
			Stock stock = context.getBean(Stock.class);
			Segment segment = MethodTracing.trace(() -> {
				stock.reserve();
				stock.release();
			});
			assertThat(MethodTracing.names(segment)).containsExactly("stock.reserve", "our name");
		});
	}

	@Test
	void areNotTracedWhereMethodsAreNot() {
		this.runner.withPropertyValues("xray.methods.enabled=false")
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Orders.class))).isFalse());
	}

	@Test
	void areTracedOnceWhereTheAspectObservesThem() {
		ApplicationContextRunner observed = this.runner
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRayObservationAutoConfiguration.class))
			.withUserConfiguration(Aspects.class)
			.withPropertyValues("management.observations.annotations.enabled=true");
		observed.run((context) -> {
			assertThat(context).hasSingleBean(ObservedAspect.class);
			Orders orders = context.getBean(Orders.class);
			Subsegment placed = MethodTracing.only(MethodTracing.trace(orders::place));
			assertThat(placed.getName()).isEqualTo("place order");
			assertThat(placed.getAnnotations()).containsEntry("tier", "gold");
			assertThat(placed.getSubsegmentsCopy()).isEmpty();
		});
		observed.withPropertyValues("xray.patch.observations.enabled=false").run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThat(MethodTracing.names(MethodTracing.trace(orders::place))).containsExactly("place order");
		});
	}

	@EnableAspectJAutoProxy
	static class Aspects {

	}

	static class Orders {

		@Observed(name = "orders.place", contextualName = "place order", lowCardinalityKeyValues = { "tier", "gold" })
		public void place() {
		}

		@Observed(name = "orders.cancel")
		public void cancel() {
		}

		@Observed
		public void find() {
		}

		public void quiet() {
		}

	}

	@Observed(name = "stock")
	static class Stock {

		public void reserve() {
		}

		@XRaySubsegment("our name")
		public void release() {
		}

	}

}
