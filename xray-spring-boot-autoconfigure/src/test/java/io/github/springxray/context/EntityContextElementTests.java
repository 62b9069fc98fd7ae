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

package io.github.springxray.context;

import com.amazonaws.xray.entities.Entity;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.reactor.ReactorContext;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntityContextElement}.
 */
class EntityContextElementTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void aCoroutineHasItsEntityWhileItRunsAndTheThreadItsOwnAfterwards() {
		this.runner.run((tracing) -> {
			TraceScope outer = tracing.beginSegment();
			TraceScope scope = tracing.subsegments().begin("coroutine", outer.entity());
			EntityContextElement element = new EntityContextElement(scope.entity(), tracing.subsegments());
			CurrentEntity current = element.updateThreadContext(EmptyCoroutineContext.INSTANCE);
			assertThat(tracing.subsegments().current()).isSameAs(scope.entity());
			element.restoreThreadContext(EmptyCoroutineContext.INSTANCE, current);
			assertThat(tracing.subsegments().current()).isSameAs(outer.entity());
			tracing.end(scope);
			tracing.end(outer);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void whatReactorCarriesComesFirst() {
		this.runner.run((tracing) -> {
			TraceScope outer = tracing.beginSegment();
			Entity carried = tracing.subsegments().begin("carried", outer.entity()).entity();
			EntityContextElement element = new EntityContextElement(outer.entity(), tracing.subsegments());
			CoroutineContext context = element
				.plus(new ReactorContext(Context.of(EntityThreadLocalAccessor.KEY, carried)));
			CurrentEntity current = element.updateThreadContext(context);
			assertThat(tracing.subsegments().current()).isSameAs(carried);
			element.restoreThreadContext(context, current);
			assertThat(tracing.subsegments().current()).isSameAs(outer.entity());
			CoroutineContext other = element.plus(new ReactorContext(Context.of("other", carried)));
			current = element.updateThreadContext(other);
			assertThat(tracing.subsegments().current()).isSameAs(outer.entity());
			element.restoreThreadContext(other, current);
			tracing.end(outer);
			tracing.traces().takeSegment();
		});
	}

}
