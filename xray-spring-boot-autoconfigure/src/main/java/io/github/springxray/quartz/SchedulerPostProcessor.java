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

package io.github.springxray.quartz;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Adds a listener to each scheduler before it starts. A customizer of Spring Boot could
 * only set all global listeners, and would take away those of the application.
 */
final class SchedulerPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(SchedulerPostProcessor.class);

	private final ObjectProvider<TracingJobListener> listener;

	SchedulerPostProcessor(ObjectProvider<TracingJobListener> listener) {
		this.listener = listener;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SchedulerFactoryBean factory) {
			listenTo(factory.getScheduler());
		}
		else if (bean instanceof Scheduler scheduler) {
			listenTo(scheduler);
		}
		return bean;
	}

	private void listenTo(Scheduler scheduler) {
		try {
			TracingJobListener tracing = this.listener.getIfAvailable();
			if (tracing != null) {
				scheduler.getListenerManager().addJobListener(tracing);
			}
		}
		catch (SchedulerException | RuntimeException ex) {
			// A scheduler in another process has no listeners
			logger.debug("Jobs of a scheduler of Quartz are not traced", ex);
		}
	}

}
