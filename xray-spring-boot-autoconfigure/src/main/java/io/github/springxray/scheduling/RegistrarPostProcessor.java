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

package io.github.springxray.scheduling;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.config.ContextLifecycleScheduledTaskRegistrar;

/**
 * Traces what {@code <task:scheduled-tasks>} registers: such a registrar is a bean, which
 * schedules its tasks once all others are there.
 */
final class RegistrarPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<TracedScheduling> scheduling;

	RegistrarPostProcessor(ObjectProvider<TracedScheduling> scheduling) {
		this.scheduling = scheduling;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ContextLifecycleScheduledTaskRegistrar registrar) {
			this.scheduling.ifAvailable((tracing) -> tracing.configure(registrar));
		}
		return bean;
	}

}
