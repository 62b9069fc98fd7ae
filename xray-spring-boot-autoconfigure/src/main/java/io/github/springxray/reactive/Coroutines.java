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

package io.github.springxray.reactive;

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;
import reactor.core.publisher.Hooks;

import org.springframework.util.ClassUtils;

import io.github.springxray.context.EntityContextElement;
import io.github.springxray.context.Subsegments;

/**
 * Lets coroutines of Kotlin that handle a request keep its trace. WebFlux begins them
 * with what an attribute of the exchange says. Where Reactor propagates all by itself,
 * Spring does this with an element of its own, and where the application has set the
 * attribute, it is the application's.
 */
final class Coroutines {

	/**
	 * The constant is one of a class of Kotlin.
	 */
	private static final String CONTEXT_ATTRIBUTE = "org.springframework.web.server.CoWebFilter.context";

	private static final boolean PRESENT = ClassUtils.isPresent("kotlinx.coroutines.reactor.ReactorContext",
			Coroutines.class.getClassLoader());

	private Coroutines() {
	}

	/**
	 * Let the coroutines of an exchange carry the current entity.
	 */
	static void carry(Map<String, Object> attributes, Entity entity, Subsegments subsegments) {
		if (PRESENT && !Hooks.isAutomaticContextPropagationEnabled()) {
			Kotlin.carry(attributes, entity, subsegments);
		}
	}

	/**
	 * Loaded only where coroutines are.
	 */
	private static final class Kotlin {

		static void carry(Map<String, Object> attributes, Entity entity, Subsegments subsegments) {
			CoroutineContext context = (CoroutineContext) Dispatchers.getUnconfined();
			attributes.putIfAbsent(CONTEXT_ATTRIBUTE, context.plus(new EntityContextElement(entity, subsegments)));
		}

	}

}
